import { defineJob } from '../../../platform/jobs/define-job.ts';
import type { Schedule } from '../../../platform/jobs/schedule.ts';

const KEPT_MS = 86_400_000;

/** Forgets look-ups of more than a day ago: the limits look at an hour, and the audit log keeps who made them. */
export const forgetLookUps = defineJob<object>({
  kind: 'lookUp.forget',
  run: async ({ ctx }) => {
    await ctx.db.transaction(
      async (trx) =>
        await trx
          .deleteFrom('look_up')
          .where('at', '<', ctx.now() - KEPT_MS)
          .execute(),
    );
  },
});

/** Every night. */
export const forgetLookUpsSchedule: Schedule = {
  name: 'lookUp.forget',
  pattern: '10 3 * * *',
  kind: forgetLookUps.kind,
  payload: {},
};
