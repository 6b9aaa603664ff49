import { defineJob } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { carryOut } from './carry-out.ts';
import { dueErasures } from './erasures.ts';

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

/** Twice an hour. */
export const eraseDueSchedule: Schedule = {
  name: 'erasure.carryOut',
  pattern: '12,42 * * * *',
  kind: eraseDueJob.kind,
  payload: {},
};
