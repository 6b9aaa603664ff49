import { defineJob } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { followApproval } from '../access/index.ts';
import { carryOut } from './carry-out.ts';
import { dueErasures } from './erasures.ts';
import { cancel } from './request-erasure.ts';

const AT_ONCE = 50;

/** Carries out the erasures whose cooling-off has passed, and goes on with those that were interrupted. */
export const eraseDueJob = defineJob<object>({
  kind: 'erasure.carryOut',
  run: async ({ ctx, signal }) => {
    for (;;) {
      const due = await dueErasures(ctx, AT_ONCE);
      if (due.length === 0) return;
      for (const erasure of due) {
        signal.throwIfAborted();
        await carryOut(ctx, erasure);
      }
    }
  },
});

/** An approval waits for the end of the cooling-off; without one, the request ends. */
export const erasureDecidedJob = followApproval('ERASURE', {
  giveUp: async (trx, ctx, approval) => void (await cancel(trx, ctx, approval.subject_key)),
});

/** Twice an hour. */
export const eraseDueSchedule: Schedule = {
  name: 'erasure.carryOut',
  pattern: '12,42 * * * *',
  kind: eraseDueJob.kind,
  payload: {},
};
