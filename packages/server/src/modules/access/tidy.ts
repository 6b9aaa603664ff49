import { forgetOldKeys } from '../../platform/graphql/idempotency.ts';
import { defineJob } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { forgetGuesses } from './guess-limit.ts';
import { forgetOldLinks } from './one-time-link.ts';
import { forgetOldTickets } from './second-factor/sign-in-ticket.ts';
import { forgetEndedSessions } from './session.repository.ts';

/** Removes sessions, links, tickets, counted guesses and idempotency keys whose time is over. They are dead before that. */
export const tidyAccess = defineJob<object>({
  kind: 'access.tidy',
  run: async ({ ctx }) => {
    for (const forget of [forgetEndedSessions, forgetOldLinks, forgetOldTickets, forgetGuesses, forgetOldKeys]) {
      await ctx.db.transaction(async (trx) => await forget(trx, ctx.now()));
    }
  },
});

/** Tidying runs every hour. */
export const tidyAccessSchedule: Schedule = {
  name: 'access.tidy',
  pattern: '20 * * * *',
  kind: tidyAccess.kind,
  payload: {},
};
