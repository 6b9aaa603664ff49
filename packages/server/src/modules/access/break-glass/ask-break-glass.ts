import { BREAK_GLASS_LIMITS as LIMITS } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { askApproval } from '../approval/ask-approval.ts';
import { requireStepUp } from '../second-factor/step-up.ts';

const HOUR_MS = 3_600_000;

/** What beginning it takes. */
export interface BreakGlassAsked {
  /** The session that it is for: it counts in no other. */
  readonly sessionId: number;
}

/**
 * Asks somebody else for break-glass in this session.
 *
 * Refuses REQUIRED, TOO_SHORT and TOO_LONG for the reason, NEEDS_SECOND_FACTOR when the session has none, ALREADY_DONE when it holds
 * or a request for it waits, NOBODY_TO_CONSENT.
 *
 * @returns the key of the request for approval
 * @throws STEP_UP_REQUIRED
 */
export async function askBreakGlass(ctx: Ctx, reason: string): Promise<number> {
  const { userId, sessionId, secondFactor, breakGlass } = ctx.actor;
  if (!secondFactor || sessionId === undefined) refuse('NEEDS_SECOND_FACTOR');
  requireStepUp(ctx);
  const why = reason.trim();
  const { min, max } = LIMITS.reason;
  if (!why) refuse('REQUIRED', ['reason']);
  if (why.length < min) refuse('TOO_SHORT', ['reason'], { min });
  if (why.length > max) refuse('TOO_LONG', ['reason'], { max });
  if (breakGlass) refuse('ALREADY_DONE');
  await ctx.db.ids.ensure(3);
  return await ctx.db.transaction(async (trx) => {
    // Two at the same moment: one waits, and finds the other's request.
    await lockRows(trx, 'staff_user', [userId]);
    const waiting = await trx
      .selectFrom('approval_request')
      .select('id')
      .where('act', '=', 'BREAK_GLASS')
      .where('subject_key', '=', userId)
      .where('state', 'in', ['WAITING', 'APPROVED'])
      .where('expires_at', '>', ctx.now())
      .executeTakeFirst();
    if (waiting) refuse('ALREADY_DONE');
    return await askApproval(trx, ctx, {
      act: 'BREAK_GLASS',
      subjectKey: userId,
      concernedUser: userId,
      reason: why,
      waitsMs: LIMITS.waitHours * HOUR_MS,
      details: [
        { name: 'MINUTES', values: [String(LIMITS.minutes)] },
        { name: 'CUSTOMERS', values: [String(LIMITS.customers)] },
      ],
      data: { sessionId } satisfies BreakGlassAsked,
    });
  });
}
