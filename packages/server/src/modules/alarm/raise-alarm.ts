import type { AlarmAnswer, AlarmOutcome, AlarmRule } from '@dossier/shared/audit';
import type { Ctx } from '../../platform/context/context.ts';
import { lockRows } from '../../platform/database/lock-rows.ts';
import type { Queryable, Trx } from '../../platform/database/tables.ts';
import { Refused } from '../../platform/graphql/refused.ts';
import { changeUser, findUser } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';

/** Whom a rule looks at: a person or a partner app. */
export type Watched = { readonly userId: number } | { readonly appId: number };

/** What a rule looks for. */
export interface Looked {
  readonly rule: AlarmRule;
  /** For so long (ms) after an alarm the same of the same person or app raises no other. */
  readonly quietMs: number;
}

/** What was found. */
export interface Finding extends Looked {
  /** Customers, answers, refusals or points, as the rule counts. */
  readonly counted: number;
  readonly answer: AlarmAnswer;
}

/** Whether the same alarm about the same person or app was raised lately, so that nothing need be counted. */
export async function isAlarmed(
  db: Queryable,
  { rule, quietMs, ...of }: Looked & Watched,
  now: number,
): Promise<boolean> {
  const recent = await db
    .selectFrom('alarm')
    .select('id')
    .where((eb) => ('userId' in of ? eb('user_id', '=', of.userId) : eb('app_id', '=', of.appId)))
    .where('rule', '=', rule)
    .where('raised_at', '>', now - quietMs)
    .limit(1)
    .executeTakeFirst();
  return recent !== undefined;
}

/**
 * Raises an alarm, once for the same thing, and suspends the person if the rule says so: all their sessions end, and their sockets
 * close within a second. The last one who manages users is never suspended, since nobody could undo it; the alarm says so.
 */
export async function raiseAlarm(ctx: Ctx, finding: Finding & { readonly userId: number }): Promise<void> {
  const { userId, answer } = finding;
  if (answer === 'NOTHING') return;
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'staff_user', [userId]);
    await addAlarm(trx, ctx, finding, answer === 'SUSPEND' ? 'PENDING' : 'NOTIFIED');
  });
  if (answer === 'SUSPEND') await suspendPending(ctx);
}

/**
 * Raises an alarm about a partner app, once for the same thing, in the caller's transaction, which holds the app's row and
 * suspends it if that is the answer. False when there is one already, or the answer is to do nothing. Takes two keys.
 */
export async function raiseAppAlarm(
  trx: Trx,
  ctx: Ctx,
  finding: Finding & { readonly appId: number },
): Promise<boolean> {
  if (finding.answer === 'NOTHING') return false;
  return await addAlarm(trx, ctx, finding, finding.answer === 'SUSPEND' ? 'SUSPENDED' : 'NOTIFIED');
}

async function addAlarm(trx: Trx, ctx: Ctx, finding: Finding & Watched, outcome: AlarmOutcome): Promise<boolean> {
  if (await isAlarmed(trx, finding, ctx.now())) return false;
  const { rule, counted } = finding;
  const about =
    'userId' in finding
      ? { objectType: 'user' as const, objectId: finding.userId }
      : { objectType: 'partnerApp' as const, objectId: finding.appId };
  await trx
    .insertInto('alarm')
    .values({
      id: ctx.db.ids.take(),
      rule,
      user_id: 'userId' in finding ? finding.userId : null,
      app_id: 'appId' in finding ? finding.appId : null,
      raised_at: ctx.now(),
      counted,
      outcome,
      acknowledged_by: null,
      acknowledged_at: null,
      note: null,
    })
    .execute();
  await recordAudit(trx, ctx, {
    action: 'alarm.raised',
    ...about,
    detail: { rule, counted },
  });
  return true;
}

/** Suspends everybody whose alarm says so and who is not suspended yet; what was interrupted is made good by doing it again. */
export async function suspendPending(ctx: Ctx): Promise<void> {
  const pending = await ctx.db.read
    .selectFrom('alarm')
    .select(['id', 'user_id'])
    .where('acknowledged_at', 'is', null)
    .where('outcome', '=', 'PENDING')
    .execute();
  for (const { id, user_id: userId } of pending) {
    // Apps are suspended with their alarm.
    const outcome = userId === null ? undefined : await suspend(ctx, userId);
    if (outcome === undefined) continue;
    await ctx.db.transaction(
      async (trx) =>
        await trx.updateTable('alarm').set({ outcome }).where('id', '=', id).where('outcome', '=', 'PENDING').execute(),
    );
  }
}

/** Undefined: somebody changed the user at the same moment, and it has to be tried again. */
async function suspend(ctx: Ctx, userId: number): Promise<AlarmOutcome | undefined> {
  const user = await findUser(ctx.db.read, userId);
  if (user?.status !== 'ACTIVE') return 'SUSPENDED';
  try {
    await changeUser(ctx, userId, user.version, { status: 'SUSPENDED' });
    return 'SUSPENDED';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.refusals.some(({ code }) => code === 'LAST_ADMINISTRATOR') ? 'LAST_ADMINISTRATOR' : undefined;
  }
}
