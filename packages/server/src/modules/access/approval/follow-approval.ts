import type { ApprovalAct } from '@dossier/shared/access';
import { message } from '@dossier/shared/error';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import { defineJob, type JobDefinition } from '../../../platform/jobs/define-job.ts';
import { type ApprovalRecord, findApproval, isGenuine } from './approval.repository.ts';
import { endApproval, followingJob } from './end-approval.ts';

const KEYS = 12;

/** What follows from the decision about an act. */
export interface Following {
  /**
   * Does what was approved, in the transaction that uses the approval up; acts as who asked, with the rights they have now. What
   * it refuses is not done, and the request expires. Takes at most eight keys. Absent: {@link useApproval} is called later.
   */
  readonly carryOut?: (trx: Trx, ctx: Ctx, approval: ApprovalRecord) => Promise<void>;
  /** Sees to what was waiting for an approval that will not come. Acts as the system; takes at most eight keys. */
  readonly giveUp?: (trx: Trx, ctx: Ctx, approval: ApprovalRecord) => Promise<void>;
}

/** The job that follows a decision about an act. An approval is used once, and in the transaction that does what it allowed. */
export function followApproval(act: ApprovalAct, { carryOut, giveUp }: Following): JobDefinition {
  return defineJob<{ approvalId: number }>({
    kind: followingJob(act),
    run: async (step, { approvalId }) => {
      const { ctx } = step;
      await ctx.db.ids.ensure(KEYS);
      try {
        await step.commit(async (trx) => {
          const record = await findApproval(trx, approvalId);
          if (record && carryOut && (await useApproval(trx, ctx, record))) await carryOut(trx, ctx, record);
          else if (record && ENDED.has(record.state)) await giveUp?.(trx, ctx, record);
          return {};
        });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const decision_reason = error.refusals
          .map(({ code, params = {} }) => message(code, params, ctx.locale))
          .join(' ');
        await step.commit(async (trx) => {
          const record = await findApproval(trx, approvalId);
          if (record?.state === 'APPROVED') await endApproval(trx, ctx, record, 'EXPIRED', { decision_reason });
          return {};
        });
      }
    },
  });
}

const ENDED: ReadonlySet<string> = new Set(['REFUSED', 'WITHDRAWN', 'EXPIRED']);

/**
 * Uses an approval up: true once, in the transaction that does what was approved. False when it is not approved, or was used. What
 * is out of time, or is not what was asked any more, expires. Takes three keys.
 *
 * @param fits whether what is about to be done is what the request says
 */
export async function useApproval(trx: Trx, ctx: Ctx, record?: ApprovalRecord, fits = true): Promise<boolean> {
  if (record?.state !== 'APPROVED') return false;
  if (fits && isGenuine(ctx, record) && record.expires_at > ctx.now())
    return await endApproval(trx, ctx, record, 'USED');
  await endApproval(trx, ctx, record, 'EXPIRED', { decision_reason: message('STALE', {}, ctx.locale) });
  return false;
}
