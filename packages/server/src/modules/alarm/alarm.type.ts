import { ALARM_ANSWERS, ALARM_OUTCOMES, ALARM_RULES } from '@dossier/shared/audit';
import { type CodeList } from '@dossier/shared/customer';
import type { Selectable } from 'kysely';
import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { connectionOf } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum.ts';
import { AboutInstallation, Readable, Writable } from '../../platform/graphql/exposure.ts';
import { type Resolved, withFields } from '../../platform/graphql/resolved.ts';
import { DateTimeScalar } from '../../platform/graphql/scalars.ts';
import { UserError } from '../../platform/graphql/user-error.type.ts';
import { loadUser, toUser, User } from '../access/index.ts';
import type { WatchRulesChange } from './watch-rules.ts';

const described = <Code extends string>({ items }: CodeList<Code>) =>
  // Of exactly these codes.
  Object.fromEntries(items.map(({ code, label }) => [code, `${label.en}.`])) as Record<Code, string>;

/** What is watched for. */
export const AlarmRuleEnum = enumOf('AlarmRule', 'What is watched for.', described(ALARM_RULES));
/** What an alarm does. */
export const AlarmAnswerEnum = enumOf('AlarmAnswer', 'What finding something does.', described(ALARM_ANSWERS));
/** What became of the person, or the app. */
export const AlarmOutcomeEnum = enumOf(
  'AlarmOutcome',
  'What became of the person, or the app.',
  described(ALARM_OUTCOMES),
);

/** Somebody, or a partner app, did what the watch rules look for. */
@AboutInstallation()
@ObjectType({ description: 'Somebody, or a partner app, did what the watch rules look for.' })
export class Alarm {
  userKey: number | null;
  appKey: number | null;
  acknowledgedByKey: number | null;
  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: string;
  @Readable(() => AlarmRuleEnum, 'INTERNAL', 'What was found.')
  rule: string;
  @Readable(() => User, 'INTERNAL', 'Who did it; null for a partner app.', { nullable: true })
  user: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When it was found.')
  raisedAt: number;
  @Readable(() => Int, 'INTERNAL', 'How many customers, answers, refusals or points were counted then.')
  counted: number;
  @Readable(() => AlarmOutcomeEnum, 'INTERNAL', 'What became of the person, or the app.')
  outcome: string;
  @Readable(() => User, 'INTERNAL', 'Who looked into it; null while nobody has.', { nullable: true })
  acknowledgedBy: Resolved<User | null>;
  @Readable(() => DateTimeScalar, 'INTERNAL', 'When.', { nullable: true })
  acknowledgedAt: number | null;
  @Readable(() => String, 'INTERNAL', 'What came of it.', { nullable: true })
  note: string | null;
}

/** A page of alarms. */
export const AlarmConnection = connectionOf(Alarm, 'Alarm', { totalCount: false, aboutInstallation: true });

/** Answer to looking into an alarm. */
@AboutInstallation()
@ObjectType({ description: 'The alarm now, or why not.' })
export class AlarmPayload {
  @Readable(() => Alarm, 'INTERNAL', 'The alarm; null when refused.', { nullable: true })
  alarm: Alarm | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

const KEEP = 'Months after which it is forgotten which customers staff saw: 6 to 120.';
const MASS = 'So many customers that one person sees in full within an hour raise an alarm.';
const FROM = 'Working hours begin with this hour of the day, in the installation’s time zone: 0 to 23.';
const TO = 'They end with the beginning of this hour: 1 to 24.';
const DAYS = 'Working days: 1 is Monday, 7 is Sunday.';
const DENIALS = 'So many requests of one person that are refused within ten minutes raise an alarm.';

const APP =
  'So many customers that a partner app gets in a day are never unusual; three times its mean of 14 days are.';

/** What staff are watched for. */
@AboutInstallation()
@ObjectType({ description: 'What staff and partner apps are watched for, and how long it is kept what staff saw.' })
export class WatchRules {
  @Readable(() => Int, 'INTERNAL', KEEP)
  keepMonths: number;
  @Readable(() => Int, 'INTERNAL', MASS)
  massReads: number;
  @Readable(() => AlarmAnswerEnum, 'INTERNAL', 'What that does.')
  massReadsAnswer: string;
  @Readable(() => Int, 'INTERNAL', FROM)
  workFrom: number;
  @Readable(() => Int, 'INTERNAL', TO)
  workTo: number;
  @Readable(() => [Int], 'INTERNAL', DAYS)
  workDays: readonly number[];
  @Readable(() => AlarmAnswerEnum, 'INTERNAL', 'What seeing customers outside of working hours does.')
  oddHoursAnswer: string;
  @Readable(() => Int, 'INTERNAL', DENIALS)
  denials: number;
  @Readable(() => AlarmAnswerEnum, 'INTERNAL', 'What that does.')
  denialsAnswer: string;
  @Readable(() => Int, 'INTERNAL', APP)
  appReads: number;
  @Readable(() => AlarmAnswerEnum, 'INTERNAL', 'What an app that gets, or asks for, more than that brings about.')
  appReadsAnswer: string;
}

/** A change of the rules. */
@AboutInstallation()
@InputType({ description: 'What changes about the watch rules; what is absent or null stays.' })
export class WatchRulesInput implements WatchRulesChange {
  @Writable(() => Int, 'INTERNAL', KEEP)
  keepMonths?: number | null;
  @Writable(() => Int, 'INTERNAL', MASS)
  massReads?: number | null;
  @Writable(() => AlarmAnswerEnum, 'INTERNAL', 'What that does.')
  massReadsAnswer?: WatchRulesChange['massReadsAnswer'];
  @Writable(() => Int, 'INTERNAL', FROM)
  workFrom?: number | null;
  @Writable(() => Int, 'INTERNAL', TO)
  workTo?: number | null;
  @Writable(() => [Int], 'INTERNAL', DAYS)
  workDays?: number[] | null;
  @Writable(() => AlarmAnswerEnum, 'INTERNAL', 'What seeing customers outside of working hours does.')
  oddHoursAnswer?: WatchRulesChange['oddHoursAnswer'];
  @Writable(() => Int, 'INTERNAL', DENIALS)
  denials?: number | null;
  @Writable(() => AlarmAnswerEnum, 'INTERNAL', 'What that does.')
  denialsAnswer?: WatchRulesChange['denialsAnswer'];
  @Writable(() => Int, 'INTERNAL', APP)
  appReads?: number | null;
  @Writable(() => AlarmAnswerEnum, 'INTERNAL', 'What that does.')
  appReadsAnswer?: WatchRulesChange['appReadsAnswer'];
}

/** Answer to a change of the rules. */
@AboutInstallation()
@ObjectType({ description: 'The rules as they are now, or why they were not changed.' })
export class WatchRulesPayload {
  @Readable(() => WatchRules, 'INTERNAL', 'The rules; null when refused.', { nullable: true })
  watchRules: WatchRules | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}

async function person(ctx: Ctx, key: number | null): Promise<User | null> {
  const user = key === null ? undefined : await loadUser(ctx, key);
  return user ? toUser(ctx, user) : null;
}

const computed: Pick<Alarm, 'user' | 'acknowledgedBy'> & ThisType<Alarm> = {
  async user(_args, ctx) {
    return await person(ctx, this.userKey);
  },
  async acknowledgedBy(_args, ctx) {
    return await person(ctx, this.acknowledgedByKey);
  },
};

/** Rows as the API shows them. */
export function toAlarms(ctx: Ctx, rows: readonly Selectable<Tables['alarm']>[]): Alarm[] {
  return withFields(
    rows.map((row) => ({
      userKey: row.user_id,
      appKey: row.app_id,
      acknowledgedByKey: row.acknowledged_by,
      id: ctx.publicIds.encode('alm', row.id),
      rule: row.rule,
      raisedAt: row.raised_at,
      counted: row.counted,
      outcome: row.outcome,
      acknowledgedAt: row.acknowledged_at,
      note: row.note,
    })),
    computed,
  );
}
