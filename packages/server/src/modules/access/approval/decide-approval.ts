import { APPROVAL_LIMITS as LIMITS } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { requireStepUp } from '../second-factor/step-up.ts';
import { findUser } from '../user.repository.ts';
import { type ApprovalRecord, findApproval, isGenuine } from './approval.repository.ts';
import { FACTOR_AGE_MS, findDeciders, isBusinessOf, othersFor } from './deciders.ts';
import { endApproval } from './end-approval.ts';

/** A decision about exactly what its maker was shown. */
export interface Decision {
  readonly id: number;
  /** The digest of what was shown. */
  readonly digest: string;
  readonly approve: boolean;
  readonly reason?: string | null;
}

/**
 * Approves a request, so that it is done, or refuses it.
 *
 * Refuses NOT_FOUND, REQUIRED (a refusal without a reason), TOO_LONG, OWN_PROPOSAL for who asked, STALE when it is not what was
 * shown, WRONG_STATE when it is decided, withdrawn or expired. Approving also CONCERNS_YOURSELF for whom it would give rights,
 * FACTOR_TOO_NEW, NOT_ALLOWED for who has lost the right meanwhile.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function decideApproval(ctx: Ctx, { id, digest, approve, reason }: Decision): Promise<void> {
  requireStepUp(ctx);
  const why = reason?.trim() || null;
  if (!approve && !why) refuse('REQUIRED', ['input', 'reason']);
  if ((why ?? '').length > LIMITS.reason) refuse('TOO_LONG', ['input', 'reason'], { max: LIMITS.reason });
  const { userId } = ctx.actor;
  await ctx.db.ids.ensure(3);
  await ctx.db.transaction(async (trx) => {
    // Whoever is being suspended at this moment decides before that, or not at all.
    await lockRows(trx, 'staff_user', [userId]);
    const record = await findApproval(trx, id);
    if (!record || !mayRead(ctx, record)) refuse('NOT_FOUND', ['input', 'id']);
    if (record.asked_by === userId) refuse('OWN_PROPOSAL', ['input', 'id']);
    if (record.digest !== digest || !isGenuine(ctx, record)) refuse('STALE', ['input', 'digest']);
    if (record.state !== 'WAITING' || record.expires_at <= ctx.now()) refuse('WRONG_STATE', ['input', 'id']);
    if (approve) await refuseUnfit(trx, ctx, record);
    const decision = { decided_by: userId, decided_at: ctx.now(), decision_reason: why };
    if (!(await endApproval(trx, ctx, record, approve ? 'APPROVED' : 'REFUSED', decision)))
      refuse('WRONG_STATE', ['input', 'id']);
  });
}

/** Takes back what one asked for, as long as it was not done. Refuses NOT_FOUND (also what others asked), WRONG_STATE. */
export async function withdrawApproval(ctx: Ctx, id: number): Promise<void> {
  await ctx.db.ids.ensure(3);
  await ctx.db.transaction(async (trx) => {
    const record = await findApproval(trx, id);
    if (record?.asked_by !== ctx.actor.userId) refuse('NOT_FOUND', ['id']);
    if (!(await withdraw(trx, ctx, record))) refuse('WRONG_STATE', ['id']);
  });
}

/** Withdraws a request whose subject was taken back; false when there is nothing to withdraw. Takes three keys. */
export async function withdraw(trx: Trx, ctx: Ctx, record: ApprovalRecord): Promise<boolean> {
  if (record.state !== 'WAITING' && record.state !== 'APPROVED') return false;
  return await endApproval(trx, ctx, record, 'WITHDRAWN');
}

/** Whether somebody may know of a request: their own, and what their permissions are about. */
export function mayRead(ctx: Ctx, { act, asked_by }: ApprovalRecord): boolean {
  return asked_by === ctx.actor.userId || isBusinessOf(act, ctx.actor.permissions);
}

// The rows decide, not the session, which says nothing of how old a second factor is.
async function refuseUnfit(trx: Trx, ctx: Ctx, record: ApprovalRecord): Promise<void> {
  const { userId } = ctx.actor;
  if (record.concerned_user === userId) refuse('CONCERNS_YOURSELF', ['input', 'id']);
  if (othersFor(await findDeciders(trx, ctx.now()), record).includes(userId)) return;
  const user = await findUser(trx, userId);
  const isNew = user?.status === 'ACTIVE' && (user.secondFactorSince ?? Infinity) > ctx.now() - FACTOR_AGE_MS;
  refuse(isNew ? 'FACTOR_TOO_NEW' : 'NOT_ALLOWED', ['input', 'id']);
}
