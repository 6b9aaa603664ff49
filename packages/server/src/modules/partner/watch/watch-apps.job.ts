import type { AlarmRule } from '@dossier/shared/audit';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import type { Schedule } from '../../../platform/jobs/schedule.ts';
import { type Finding, raiseAppAlarm, readWatchRules, type WatchRules } from '../../alarm/index.ts';
import { countGivenOn } from '../../privacy/index.ts';
import { type AppRow, findApp, findTerms, listApps } from '../app/partner-apps.ts';
import { stop } from '../app/stop-app.ts';
import { readTerms } from '../app/terms.ts';
import { dayOf } from '../budget/take-portion.ts';

const DAY_MS = 86_400_000;
/** What is usual is the mean of the days on which the app asked for anything, of so many before today. */
const BASELINE_DAYS = 14;
/** So many times as much is unusual. */
const UNUSUAL_TIMES = 3;
/** Less than this share of what the app may spend in a day is never unusual. */
const LEAST_SHARE = 0.1;

/** The reason that the log gives when an app is suspended for asking too much. */
export const ASKED_TOO_MUCH = 'It got or asked for far more than usual.';

/** Compares what apps get today with what they usually get: customers, and points. */
export const watchAppsJob = defineJob<object>({
  kind: 'partner.watch',
  run: async ({ ctx }) => {
    const rules = await readWatchRules(ctx.db.read);
    for (const app of await listApps(ctx.db.read)) if (app.state === 'APPROVED') await watchApp(ctx, app, rules);
  },
});

/** It is done every ten minutes. */
export const watchAppsSchedule: Schedule = {
  name: 'partner.watch',
  pattern: '*/10 * * * *',
  kind: watchAppsJob.kind,
  payload: {},
};

async function watchApp(ctx: Ctx, app: AppRow, rules: WatchRules): Promise<void> {
  const now = ctx.now();
  // What was given just before midnight is counted after it.
  for (const at of [now - DAY_MS, now]) await writeCustomers(ctx, app.id, dayOf(at));
  const { appReadsAnswer: answer } = rules;
  if (answer === 'NOTHING') return;
  const days = await ctx.db.read
    .selectFrom('partner_usage')
    .select(['day', 'spent', 'customers'])
    .where('app_id', '=', app.id)
    .where('day', '>=', dayOf(now - BASELINE_DAYS * DAY_MS))
    .execute();
  const today = days.find(({ day }) => day === dayOf(now));
  const terms = await findTerms(ctx.db.read, app.id, app.in_force);
  if (!today || !terms) return;
  const before = days.filter(({ day }) => day < today.day);
  const usual = (count: (day: (typeof days)[number]) => number) =>
    before.length === 0 ? 0 : before.reduce((sum, day) => sum + count(day), 0) / before.length;
  const leastPoints = LEAST_SHARE * readTerms(terms.document).perDay;
  const found: [AlarmRule, number, number][] = [
    ['APP_READS', today.customers, Math.max(rules.appReads, UNUSUAL_TIMES * usual((day) => day.customers))],
    ['APP_COST', today.spent, Math.max(leastPoints, UNUSUAL_TIMES * usual((day) => day.spent))],
  ];
  // Once a day.
  const quietMs = now - Date.parse(`${today.day}T00:00:00Z`) + 1;
  for (const [rule, counted, limit] of found)
    if (counted > limit) await alarm(ctx, { rule, appId: app.id, counted, answer, quietMs });
}

/** Keeps with a day's use how many customers were given on it. */
async function writeCustomers(ctx: Ctx, appId: number, day: string): Promise<void> {
  const customers = await countGivenOn(ctx.db.heavy, appId, day);
  if (customers === 0) return;
  await ctx.db.transaction(
    async (trx) =>
      await trx
        .updateTable('partner_usage')
        .set({ customers })
        .where('app_id', '=', appId)
        .where('day', '=', day)
        .where('customers', '<>', customers)
        .execute(),
  );
}

async function alarm(ctx: Ctx, finding: Finding & { readonly appId: number }): Promise<void> {
  await ctx.db.ids.ensure(3);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'partner_app', [finding.appId]);
    // Somebody may have stopped it meanwhile.
    const app = await findApp(trx, finding.appId);
    if (app?.state !== 'APPROVED') return;
    const isNew = await raiseAppAlarm(trx, ctx, finding);
    if (isNew && finding.answer === 'SUSPEND') await stop(trx, ctx, app, 'SUSPENDED', ASKED_TOO_MUCH);
  });
}
