import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { eachPart } from './read-parts.ts';
import { readOrders } from './read-orders.ts';
import { refreshOrders } from './refresh-orders.ts';

/** An order and for whom it had been recorded until then. */
export interface ReassignedOrder {
  readonly id: number;
  readonly subjectId: number;
}

/**
 * Says of orders that they are somebody else's than was thought: their lines name that one from then on. Only orders that the
 * customer has are; returns them as they were.
 */
export async function reassignOrders(
  trx: Trx,
  of: { readonly customerId: number; readonly orderIds: readonly number[]; readonly to: number; readonly at: number },
): Promise<ReassignedOrder[]> {
  if (of.orderIds.length === 0) return [];
  await lockRows(trx, 'purchase_order', of.orderIds);
  const orders = (await readOrders(trx, 'id', of.orderIds)).filter(({ customer_id }) => customer_id === of.customerId);
  for (const [subjectId, own] of Map.groupBy(orders, ({ subject_id }) => subject_id)) {
    for (const table of ['order_line', 'order_line_version'] as const)
      await eachPart(
        own.map(({ id }) => id),
        (part) =>
          trx
            .updateTable(table)
            .set({ named_customer_id: of.to })
            .where('order_id', 'in', part)
            .where('named_customer_id', '=', subjectId)
            .execute(),
      );
  }
  await refreshOrders(trx, { created: [], known: orders }, of.at);
  return orders.map(({ id, subject_id: subjectId }) => ({ id, subjectId }));
}
