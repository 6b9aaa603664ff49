import { REVEAL_REASON as REASON } from '@dossier/shared/access';
import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { publish } from '../../platform/outbox/publish.ts';
import { lockRows } from '../../platform/database/lock-rows.ts';
import { askApproval, approvalsOf, requireStepUp, withdraw } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { requireCustomer } from '../customer/index.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { findErasure } from './erasures.ts';

/** What an approval of an erasure is about. */
export interface ErasureAsked {
  readonly customerKey: number;
}

/** So long a request can be taken back: an impostor's, or a mistake. */
export const COOLING_OFF_MS = 24 * 3_600_000;

/**
 * Asks for a customer to be erased when the cooling-off has passed and somebody else has approved. Refuses REQUIRED, TOO_SHORT, TOO_LONG (reason), NOT_FOUND,
 * ALREADY_DONE (it was asked for before), WRONG_STATE for one who is part of another: that one is asked for.
 *
 * @returns the key of the request
 * @throws STEP_UP_REQUIRED
 */
export async function requestErasure(ctx: Ctx, customerId: number, reason: string): Promise<number> {
  requireStepUp(ctx);
  const why = reason.trim();
  if (why === '') refuse('REQUIRED', ['input', 'reason']);
  if (why.length < REASON.min) refuse('TOO_SHORT', ['input', 'reason'], { min: REASON.min });
  if (why.length > REASON.max) refuse('TOO_LONG', ['input', 'reason'], { max: REASON.max });
  const nextId = await ctx.db.ids.claim(1);
  const id = nextId();
  await ctx.db.ids.ensure(5);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'customer', [customerId]);
    await requireCustomer(trx, ctx, customerId, 'READ_FULL', ['INTERNAL'], ['input', 'customerId']);
    const customer = await trx
      .selectFrom('customer')
      .select(['number', 'status'])
      .where('id', '=', customerId)
      .executeTakeFirst();
    if (!customer) refuse('NOT_FOUND', ['input', 'customerId']);
    if (customer.status === 'MERGED') refuse('WRONG_STATE', ['input', 'customerId']);
    const open = await trx
      .selectFrom('erasure')
      .select('id')
      .where('customer_key', '=', customerId)
      .where('state', 'in', ['REQUESTED', 'RUNNING'])
      .executeTakeFirst();
    if (open) refuse('ALREADY_DONE', ['input', 'customerId']);
    await trx
      .insertInto('erasure')
      .values({
        id,
        customer_key: customerId,
        number: customer.number,
        state: 'REQUESTED',
        reason: why,
        requested_by: ctx.actor.userId,
        requested_at: ctx.now(),
        due_at: ctx.now() + COOLING_OFF_MS,
        ended_at: null,
        receipt: null,
      })
      .execute();
    await askApproval(trx, ctx, {
      act: 'ERASURE',
      subjectKey: id,
      reason: why,
      details: [{ name: 'CUSTOMER_NUMBER', values: [customer.number] }],
      data: { customerKey: customerId } satisfies ErasureAsked,
    });
    await publish(trx, ctx, { type: 'customer.erasureRequested', objectId: customerId });
    await recordAudit(trx, ctx, {
      action: 'customer.erasureRequested',
      objectType: 'customer',
      objectId: customerId,
      detail: { erasure: id },
      reason: why,
    });
  });
  return id;
}

/**
 * Takes a request back, as long as nothing was destroyed. Refuses NOT_FOUND, WRONG_STATE.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function cancelErasure(ctx: Ctx, id: number): Promise<void> {
  requireStepUp(ctx);
  await ctx.db.ids.ensure(5);
  await ctx.db.transaction(async (trx) => {
    if (!(await findErasure(trx, id))) refuse('NOT_FOUND', ['id']);
    if (!(await cancel(trx, ctx, id))) refuse('WRONG_STATE', ['id']);
    const approval = (await approvalsOf(trx, 'ERASURE', [id])).get(id);
    if (approval) await withdraw(trx, ctx, approval);
  });
}

/** Ends a request that was not begun; false when there is none. Takes two keys. */
export async function cancel(trx: Trx, ctx: Ctx, id: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('erasure')
    .set({ state: 'CANCELLED', ended_at: ctx.now() })
    .where('id', '=', id)
    .where('state', '=', 'REQUESTED')
    .executeTakeFirst();
  const record = numUpdatedRows > 0n ? await findErasure(trx, id) : undefined;
  if (!record) return false;
  await publish(trx, ctx, { type: 'customer.erasureCancelled', objectId: record.customer_key });
  await recordAudit(trx, ctx, {
    action: 'customer.erasureCancelled',
    objectType: 'customer',
    objectId: record.customer_key,
    detail: { erasure: id },
  });
  return true;
}
