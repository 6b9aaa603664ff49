import { BREAK_GLASS_LIMITS as LIMITS } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { findBreakGlass, isHeld } from './break-glass.repository.ts';

/**
 * Notes that somebody other than its holder looked through what was read under break-glass, and what came of it.
 *
 * Refuses REQUIRED and TOO_LONG for the note, NOT_FOUND, NOT_ALLOWED for the holder, WRONG_STATE while it holds,
 * ALREADY_DONE.
 */
export async function reviewBreakGlass(ctx: Ctx, id: number, note: string): Promise<void> {
  const what = note.trim();
  const { max } = LIMITS.reason;
  if (!what) refuse('REQUIRED', ['note']);
  if (what.length > max) refuse('TOO_LONG', ['note'], { max });
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'break_glass', [id]);
    const record = await findBreakGlass(trx, id);
    if (!record) refuse('NOT_FOUND', ['id']);
    if (record.user_id === ctx.actor.userId) refuse('NOT_ALLOWED', ['id']);
    if (isHeld(record, ctx.now())) refuse('WRONG_STATE', ['id']);
    if (record.reviewed_at !== null) refuse('ALREADY_DONE', ['id']);
    const reviewed = { reviewed_by: ctx.actor.userId, reviewed_at: ctx.now(), review_note: what };
    await trx.updateTable('break_glass').set(reviewed).where('id', '=', id).execute();
    await recordAudit(trx, ctx, {
      action: 'breakGlass.reviewed',
      objectType: 'breakGlass',
      objectId: id,
      reason: what,
    });
  });
}
