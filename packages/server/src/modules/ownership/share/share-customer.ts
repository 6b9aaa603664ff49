import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { findColleague } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { KEPT_STATUSES, requireCustomer, requireHandOver } from '../../customer/index.ts';

/**
 * Lets a colleague see and work with a customer beside its owner, until a time or until it is taken back; a second time changes
 * the time. Refuses NOT_FOUND (customer, colleague), NOT_ALLOWED, WRONG_STATE (a suspended colleague), TOO_SMALL (a time that
 * has passed). Counts from the colleague's next request on.
 */
export async function shareCustomer(ctx: Ctx, customerId: number, userId: number, until: number | null): Promise<void> {
  if (until !== null && until <= ctx.now()) refuse('INVALID', ['until']);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'customer', [customerId]);
    await requireHandOver(trx, ctx, customerId, ['customerId']);
    const row = await trx.selectFrom('customer').select('status').where('id', '=', customerId).executeTakeFirst();
    // Merged or taken back since it was looked at.
    if (!KEPT_STATUSES.some((status) => status === row?.status)) refuse('NOT_FOUND', ['customerId']);
    const user = (await findColleague(trx, userId)) ?? refuse('NOT_FOUND', ['userId']);
    if (user.status === 'SUSPENDED') refuse('WRONG_STATE', ['userId']);
    // Also one from before a merge: this is the word that counts.
    await removeShare(trx, customerId, userId);
    await trx
      .insertInto('customer_share')
      .values({
        customer_id: customerId,
        user_id: userId,
        subject_id: customerId,
        until,
        shared_by: ctx.actor.userId,
        shared_at: ctx.now(),
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'customer.shared',
      objectType: 'customer',
      objectId: customerId,
      detail: { user: userId, until },
    });
  });
}

/** Takes a share back; people may also give back what was shared with them. Refuses NOT_FOUND, NOT_ALLOWED. */
export async function unshareCustomer(ctx: Ctx, customerId: number, userId: number): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    if (userId === ctx.actor.userId)
      await requireCustomer(trx, ctx, customerId, 'READ_FULL', ['PUBLIC'], ['customerId']);
    else await requireHandOver(trx, ctx, customerId, ['customerId']);
    if (!(await removeShare(trx, customerId, userId))) refuse('NOT_FOUND', ['userId']);
    await recordAudit(trx, ctx, {
      action: 'customer.unshared',
      objectType: 'customer',
      objectId: customerId,
      detail: { user: userId },
    });
  });
}

/** Whether there was one. */
async function removeShare(trx: Trx, customerId: number, userId: number): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('customer_share')
    .where('customer_id', '=', customerId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
