import type { Ctx } from '../../../platform/context/context.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import type { Schedule } from '../../../platform/jobs/schedule.ts';
import { type AppRow, findApp } from './partner-apps.ts';
import { stop } from './stop-app.ts';

/** The reason that the log gives when nobody looked at an app for a quarter. */
export const UNREVIEWED = 'The quarterly review is overdue.';

/** Suspends apps whose review is overdue, and removes tokens and used-up assertions whose time is over. */
export const partnerDuties = defineJob<object>({
  kind: 'partner.duties',
  run: async ({ ctx }) => {
    await suspendUnreviewed(ctx);
    for (const table of ['partner_token', 'partner_assertion'] as const)
      await ctx.db.transaction(
        async (trx) => await trx.deleteFrom(table).where('expires_at', '<=', ctx.now()).execute(),
      );
  },
});

/** They are done every hour. */
export const partnerDutiesSchedule: Schedule = {
  name: 'partner.duties',
  pattern: '35 * * * *',
  kind: partnerDuties.kind,
  payload: {},
};

async function suspendUnreviewed(ctx: Ctx): Promise<void> {
  const due = await ctx.db.read
    .selectFrom('partner_app')
    .select('id')
    .where('state', '=', 'APPROVED')
    .where('review_due_at', '<=', ctx.now())
    .execute();
  for (const { id } of due) {
    await ctx.db.ids.ensure(1);
    await ctx.db.transaction(async (trx) => {
      // Somebody may have looked at it meanwhile.
      const app = await findApp(trx, id);
      if (app && isOverdue(app, ctx.now())) await stop(trx, ctx, app, 'SUSPENDED', UNREVIEWED);
    });
  }
}

function isOverdue({ state, review_due_at: due }: AppRow, now: number): boolean {
  return state === 'APPROVED' && due !== null && due <= now;
}
