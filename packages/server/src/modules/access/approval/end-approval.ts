import type { ApprovalAct, ApprovalState } from '@dossier/shared/access';
import { SYSTEM } from '../../../platform/context/actor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { type ApprovalChange, type ApprovalRecord, moveApproval } from './approval.repository.ts';

/** States that a request comes to, but the first. */
export type Outcome = Exclude<ApprovalState, 'WAITING'>;

const ACTIONS = {
  APPROVED: 'approval.approved',
  REFUSED: 'approval.refused',
  WITHDRAWN: 'approval.withdrawn',
  EXPIRED: 'approval.expired',
  USED: 'approval.used',
} as const satisfies Record<Outcome, string>;

/** The kind of the job that does what was approved, or sees to what follows when it was not. */
export function followingJob(act: ApprovalAct): string {
  return `approval.${act}`;
}

/**
 * Brings a request to its next state, tells who asked, and starts what follows: in the name of who asked if it was approved, since
 * their rights count when it is done, else in that of the system. Takes three keys.
 *
 * @returns false when it is not in that state any more
 */
export async function endApproval(
  trx: Trx,
  ctx: Ctx,
  record: Pick<ApprovalRecord, 'id' | 'act' | 'state' | 'subject_key' | 'asked_by'>,
  to: Outcome,
  change: Omit<ApprovalChange, 'state'> = {},
): Promise<boolean> {
  const { id, act } = record;
  if (!(await moveApproval(trx, id, record.state, { ...change, state: to }))) return false;
  await publish(trx, ctx, { type: 'approval.changed', objectId: id, payload: { askedBy: record.asked_by } });
  await recordAudit(trx, ctx, {
    action: ACTIONS[to],
    objectType: 'approval',
    objectId: id,
    detail: { act, subject: record.subject_key },
    ...(change.decision_reason ? { reason: change.decision_reason } : {}),
  });
  if (to === 'USED') return true;
  const actor = to === 'APPROVED' ? { ...ctx.actor, userId: record.asked_by } : SYSTEM;
  await enqueue(trx, { ...ctx, actor }, { kind: followingJob(act), payload: { approvalId: id } });
  return true;
}
