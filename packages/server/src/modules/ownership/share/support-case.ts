import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { KEPT_STATUSES, handOverCondition, isAmong, visibleCondition } from '../../customer/index.ts';
import { hasLookedUp } from '../look-up/look-up.repository.ts';

/** So long a case keeps a customer open at most. */
export const LONGEST_CASE_DAYS = 30;
const DAY_MS = 86_400_000;
const LONGEST_SUBJECT = 200;

/** A new case. */
export interface NewCase {
  readonly customerId: number;
  readonly subject: string;
  readonly until: number;
}

/**
 * Opens a case with a customer for the actor: it shows them the customer until the case is closed or runs out, 30 days at most.
 * The customer must be one they see, or one they found by an exact look-up within the last hour; any other is NOT_FOUND.
 * Refuses REQUIRED, TOO_LONG, INVALID (no time left, or more than 30 days), WRONG_STATE (archived).
 */
export async function openCase(ctx: Ctx, { customerId, subject, until }: NewCase): Promise<number> {
  const about = subject.trim();
  if (!about) refuse('REQUIRED', ['input', 'subject']);
  if (about.length > LONGEST_SUBJECT) refuse('TOO_LONG', ['input', 'subject'], { max: LONGEST_SUBJECT });
  const latest = ctx.now() + LONGEST_CASE_DAYS * DAY_MS;
  if (until <= ctx.now() || until > latest) refuse('INVALID', ['input', 'days']);
  await ctx.db.ids.ensure(2);
  const id = ctx.db.ids.take();
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'customer', [customerId]);
    const row = await trx
      .selectFrom('customer')
      .select('status')
      .where('id', '=', customerId)
      .where('status', 'in', KEPT_STATUSES)
      .executeTakeFirst();
    const known = (await isAmong(trx, customerId, visibleCondition(ctx))) || (await hasLookedUp(trx, ctx, customerId));
    if (!row || !known) refuse('NOT_FOUND', ['input', 'customerId']);
    if (row.status !== 'ACTIVE') refuse('WRONG_STATE', ['input', 'customerId']);
    await trx
      .insertInto('support_case')
      .values({
        customer_id: customerId,
        id,
        subject_id: customerId,
        user_id: ctx.actor.userId,
        subject: about,
        opened_by: ctx.actor.userId,
        opened_at: ctx.now(),
        until,
        closed_at: null,
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'case.opened',
      objectType: 'customer',
      objectId: customerId,
      detail: { case: id, until },
    });
  });
  return id;
}

/**
 * Closes a case: whoever has it may, and whoever may hand the customer over. Others are told NOT_FOUND. Refuses ALREADY_DONE.
 *
 * @returns the customer it was with
 */
export async function closeCase(ctx: Ctx, id: number): Promise<number> {
  await ctx.db.ids.ensure(1);
  return await ctx.db.transaction(async (trx) => {
    const found = await trx
      .selectFrom('support_case')
      .select(['customer_id', 'user_id', 'closed_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!found) refuse('NOT_FOUND', ['id']);
    const isOwn = found.user_id === ctx.actor.userId;
    if (!isOwn && !(await isAmong(trx, found.customer_id, handOverCondition(ctx)))) refuse('NOT_FOUND', ['id']);
    const closed = await trx
      .updateTable('support_case')
      .set({ closed_at: ctx.now() })
      .where('customer_id', '=', found.customer_id)
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .executeTakeFirst();
    if (closed.numUpdatedRows === 0n) refuse('ALREADY_DONE', ['id']);
    await recordAudit(trx, ctx, {
      action: 'case.closed',
      objectType: 'customer',
      objectId: found.customer_id,
      detail: { case: id },
    });
    return found.customer_id;
  });
}
