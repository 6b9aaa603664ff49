import type { Ctx } from '../../../platform/context/context.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { recordAudit } from '../../audit/index.ts';
import { requireCustomer } from '../../customer/index.ts';

/**
 * Cancels an order: it stays with its lines and counts in no statistics. Later imports change its lines, not that.
 *
 * Refuses NOT_FOUND, and ALREADY_DONE when it is cancelled.
 */
export async function cancelOrder(ctx: Ctx, orderId: number, idempotencyKey: string | null): Promise<void> {
  await idempotent(ctx, idempotencyKey, { operation: 'orderCancel', input: { orderId } }, async (trx) => {
    await lockRows(trx, 'purchase_order', [orderId]);
    const order = await trx
      .selectFrom('purchase_order')
      .select(['status', 'customer_id'])
      .where('id', '=', orderId)
      .where('retracted', '=', 0)
      .executeTakeFirst();
    // Asked also when there is no order: as many statements for one that is hidden as for one that is not there.
    await requireCustomer(trx, ctx, order?.customer_id ?? 0, 'WRITE', ['INTERNAL']);
    if (!order) refuse('NOT_FOUND', ['id']);
    if (order.status === 'CANCELLED') refuse('ALREADY_DONE', ['id']);
    await trx
      .updateTable('purchase_order')
      .set((eb) => ({
        status: 'CANCELLED',
        cancelled_at: ctx.now(),
        updated_at: ctx.now(),
        version: eb('version', '+', 1),
      }))
      .where('id', '=', orderId)
      .execute();
    await recordAudit(trx, ctx, {
      action: 'order.cancelled',
      objectType: 'order',
      objectId: orderId,
      fields: ['status'],
    });
    return null;
  });
}
