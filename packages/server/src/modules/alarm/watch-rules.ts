import { ALARM_ANSWERS, type AlarmAnswer, WATCH_LIMITS } from '@dossier/shared/audit';
import { z } from 'zod';
import type { Ctx } from '../../platform/context/context.ts';
import type { Queryable } from '../../platform/database/tables.ts';
import { type Refusal, Refused } from '../../platform/graphql/refused.ts';
import { requireStepUp } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';
import { writeSettings } from '../dictionary/index.ts';

/** What staff and partner apps are watched for, and how long it is kept what staff saw. */
export interface WatchRules {
  /** Months after which it is forgotten which customers staff saw. */
  readonly keepMonths: number;
  /** An alarm when one person saw so many customers in full within an hour. */
  readonly massReads: number;
  readonly massReadsAnswer: AlarmAnswer;
  /** Working hours, in the installation's time zone: from this hour of the day. */
  readonly workFrom: number;
  /** To the end of the hour before this one. */
  readonly workTo: number;
  /** Working days: 1 is Monday, 7 Sunday. */
  readonly workDays: readonly number[];
  readonly oddHoursAnswer: AlarmAnswer;
  /** An alarm when so many requests of one person were refused within ten minutes. */
  readonly denials: number;
  readonly denialsAnswer: AlarmAnswer;
  /** So many customers that a partner app gets in a day are never unusual. */
  readonly appReads: number;
  readonly appReadsAnswer: AlarmAnswer;
}

/** The rules of an installation that changed none. */
export const DEFAULT_WATCH_RULES: WatchRules = {
  keepMonths: 36,
  massReads: 1_000,
  massReadsAnswer: 'NOTIFY',
  workFrom: 7,
  workTo: 21,
  workDays: [1, 2, 3, 4, 5, 6, 7],
  oddHoursAnswer: 'NOTHING',
  denials: 30,
  denialsAnswer: 'NOTIFY',
  appReads: 200,
  appReadsAnswer: 'NOTIFY',
};

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const answer = z.enum(ALARM_ANSWERS.codes);
const stored = z
  .object({
    keepMonths: z.number(),
    massReads: z.number(),
    massReadsAnswer: answer,
    workFrom: z.number(),
    workTo: z.number(),
    workDays: z.array(z.number()),
    oddHoursAnswer: answer,
    denials: z.number(),
    denialsAnswer: answer,
    appReads: z.number(),
    appReadsAnswer: answer,
  })
  .partial();

/** A change; what is absent or null stays. */
export type WatchRulesChange = { readonly [Name in keyof WatchRules]?: WatchRules[Name] | null };

/** The rules in force, as the given connection sees them. */
export async function readWatchRules(db: Queryable): Promise<WatchRules> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', 'watchRules').executeTakeFirst();
  const known = row ? stored.parse(JSON.parse(row.value)) : {};
  return { ...DEFAULT_WATCH_RULES, ...(known as Partial<WatchRules>) }; // Of the same keys; absent ones are left out.
}

/**
 * Changes the rules. Refuses TOO_SMALL, TOO_LARGE, INVALID_CHOICE (a day that is none; hours that end before they begin), all at
 * once.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function updateWatchRules(ctx: Ctx, input: WatchRulesChange): Promise<void> {
  requireStepUp(ctx);
  const change = Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)) as Partial<WatchRules>;
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const after = { ...(await readWatchRules(trx)), ...change };
    const refusals = problemsOf(after);
    if (refusals.length > 0) throw new Refused(refusals);
    await writeSettings(trx, { watchRules: JSON.stringify(after) });
    await recordAudit(trx, ctx, { action: 'watchRules.updated', objectType: 'settings', fields: Object.keys(change) });
  });
}

function problemsOf(rules: WatchRules): Refusal[] {
  const names = Object.keys(WATCH_LIMITS) as (keyof typeof WATCH_LIMITS)[]; // Its own keys.
  const refusals = names.flatMap((name): Refusal[] => {
    const { min, max } = WATCH_LIMITS[name];
    const field = ['input', name];
    if (rules[name] < min) return [{ code: 'TOO_SMALL', field, params: { min } }];
    return rules[name] > max ? [{ code: 'TOO_LARGE', field, params: { max } }] : [];
  });
  if (rules.workTo <= rules.workFrom) refusals.push({ code: 'INVALID_CHOICE', field: ['input', 'workTo'] });
  if (rules.workDays.some((day) => !WEEK.includes(day)))
    refusals.push({ code: 'INVALID_CHOICE', field: ['input', 'workDays'] });
  return refusals;
}
