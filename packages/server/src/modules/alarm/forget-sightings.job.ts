import { defineJob } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { forgetSightings } from '../privacy/index.ts';
import { readWatchRules } from './watch-rules.ts';

/** Forgets what staff saw when it was kept as long as the rules say. */
export const forgetSightingsJob = defineJob<object>({
  kind: 'sightings.forget',
  run: async (step) => {
    const { ctx } = step;
    const { keepMonths } = await readWatchRules(ctx.db.read);
    const before = new Date(ctx.now());
    before.setUTCMonth(before.getUTCMonth() - keepMonths);
    while (await forgetSightings(ctx.db, before.getTime())) step.signal.throwIfAborted();
  },
});

/** Every night. */
export const forgetSightingsSchedule: Schedule = {
  name: 'sightings.forget',
  pattern: '50 3 * * *',
  kind: forgetSightingsJob.kind,
  payload: {},
};
