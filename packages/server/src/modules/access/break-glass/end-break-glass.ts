import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { isBusinessOf } from '../approval/deciders.ts';
import { type BreakGlassRecord, findBreakGlass, isHeld } from './break-glass.repository.ts';

/**
 * Ends break-glass before its time: one's own, or anybody's for who may approve it. Counts from the next request on, and for
 * answers that have not left. Refuses NOT_FOUND, WRONG_STATE when it has ended.
 */
export async function endBreakGlass(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'break_glass', [id]);
    const record = await findBreakGlass(trx, id);
    if (!record || !mayEnd(ctx, record)) refuse('NOT_FOUND', ['id']);
    if (!isHeld(record, ctx.now())) refuse('WRONG_STATE', ['id']);
    const ended = { ended_at: ctx.now(), ended_by: ctx.actor.userId };
    await trx.updateTable('break_glass').set(ended).where('id', '=', id).execute();
    await trx
      .updateTable('session')
      .set({ break_glass_id: null, break_glass_until: null })
      .where('id', '=', record.session_id)
      .where('break_glass_id', '=', id)
      .execute();
    await recordAudit(trx, ctx, { action: 'breakGlass.ended', objectType: 'breakGlass', objectId: id });
  });
}

/** Whether somebody may end it. */
export function mayEnd({ actor }: Ctx, { user_id }: BreakGlassRecord): boolean {
  return user_id === actor.userId || isBusinessOf('BREAK_GLASS', actor.permissions);
}
