import { localTimeOf } from '@dossier/shared/standardise';
import type { SeeingWay } from '@dossier/shared/privacy';
import type { Ctx } from '../../platform/context/context.ts';
import { countSeen, type FoldedResponse } from '../privacy/index.ts';
import { isAlarmed, raiseAlarm } from './raise-alarm.ts';
import { readWatchRules, type WatchRules } from './watch-rules.ts';

const HOUR_MS = 3_600_000;
/** One alarm for a night. */
const ODD_HOURS_QUIET_MS = 12 * HOUR_MS;
const SUNDAY = 7;

/** What a person does with their own eyes. Exports are asked for, approved and listed by themselves. */
const LOOKING: readonly SeeingWay[] = ['VIEW', 'API', 'REVEAL'];

/** Looks whether those who were just shown something saw too much within an hour, or outside of working hours. */
export async function watchReads(ctx: Ctx, folded: readonly FoldedResponse[]): Promise<void> {
  const looked = folded.filter(({ way }) => LOOKING.some((one) => one === way));
  if (looked.length === 0) return;
  const rules = await readWatchRules(ctx.db.read);
  const { timeZone } = await ctx.settings();
  for (const [userId, responses] of Map.groupBy(looked, ({ readerId }) => readerId)) {
    await watchCount(ctx, rules, userId);
    const odd = responses.filter(({ at }) => !isWorkingTime(rules, localTimeOf(at, timeZone)));
    if (odd.length > 0)
      await raiseAlarm(ctx, {
        rule: 'ODD_HOURS',
        userId,
        counted: odd.length,
        answer: rules.oddHoursAnswer,
        quietMs: ODD_HOURS_QUIET_MS,
      });
  }
}

async function watchCount(ctx: Ctx, { massReads, massReadsAnswer }: WatchRules, userId: number): Promise<void> {
  if (massReadsAnswer === 'NOTHING') return;
  const watched = { rule: 'MASS_READS', userId, quietMs: HOUR_MS } as const;
  // Whoever reads very much is also whose rows take longest to count.
  if (await isAlarmed(ctx.db.read, watched, ctx.now())) return;
  const counted = await countSeen(ctx.db.heavy, { readerId: userId, ways: LOOKING, since: ctx.now() - HOUR_MS });
  if (counted >= massReads) await raiseAlarm(ctx, { ...watched, counted, answer: massReadsAnswer });
}

/** @param local a time whose UTC parts are those of the installation's clock */
function isWorkingTime({ workDays, workFrom, workTo }: WatchRules, local: Date): boolean {
  const hour = local.getUTCHours();
  return workDays.includes(local.getUTCDay() || SUNDAY) && hour >= workFrom && hour < workTo;
}
