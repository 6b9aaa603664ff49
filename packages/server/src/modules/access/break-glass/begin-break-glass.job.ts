import { BREAK_GLASS_LIMITS as LIMITS } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { type ApprovalRecord, payloadOf } from '../approval/approval.repository.ts';
import { followApproval } from '../approval/follow-approval.ts';
import type { BreakGlassAsked } from './ask-break-glass.ts';

const MINUTE_MS = 60_000;

/** Begins break-glass in the session that asked for it, if that has not ended. Its time runs from then on. */
export const breakGlassJob = followApproval('BREAK_GLASS', { carryOut: begin });

async function begin(trx: Trx, ctx: Ctx, approval: ApprovalRecord): Promise<void> {
  const { id: approvalId, asked_by: userId, decided_by: approvedBy } = approval;
  if (approvedBy === null || approvedBy === userId) refuse('NOT_ALLOWED');
  // Written by `askBreakGlass` only.
  const { sessionId } = payloadOf(approval).data as BreakGlassAsked;
  const id = ctx.db.ids.take();
  const beganAt = ctx.now();
  const until = beganAt + LIMITS.minutes * MINUTE_MS;
  const session = await trx
    .updateTable('session')
    .set({ break_glass_id: id, break_glass_until: until })
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where('second_factor', '=', 1)
    .where('expires_at', '>', beganAt)
    .executeTakeFirst();
  if (session.numUpdatedRows === 0n) refuse('SESSION_ENDED');
  const reason = approval.reason ?? '';
  await trx
    .insertInto('break_glass')
    .values({
      id,
      user_id: userId,
      session_id: sessionId,
      approval_id: approvalId,
      approved_by: approvedBy,
      reason,
      began_at: beganAt,
      until,
      ended_at: null,
      ended_by: null,
      customers: 0,
      reviewed_by: null,
      reviewed_at: null,
      review_note: null,
    })
    .execute();
  await recordAudit(trx, ctx, {
    action: 'breakGlass.began',
    objectType: 'breakGlass',
    objectId: id,
    detail: { minutes: LIMITS.minutes, approvedBy: ctx.publicIds.encode('usr', approvedBy) },
    reason,
  });
}
