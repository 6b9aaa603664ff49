import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { defineJob } from '../../platform/jobs/define-job.ts';
import { removeOldJobs } from '../../platform/jobs/remove-old-jobs.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { removeOldEvents } from '../../platform/outbox/remove-old-events.ts';

/** Removes events and ended jobs that are no longer kept. */
export const housekeeping = defineJob<object>({
  kind: 'operations.housekeeping',
  run: async ({ ctx, signal }) => {
    for (const removeSome of [removeOldEvents, removeOldJobs]) {
      while ((await removeSome(ctx.db, ctx.now())) > 0) {
        signal.throwIfAborted();
        await yieldToOthers();
      }
    }
  },
});

/** Housekeeping runs every night. */
export const housekeepingSchedule: Schedule = {
  name: 'operations.housekeeping',
  pattern: '15 3 * * *',
  kind: housekeeping.kind,
  payload: {},
};
