import type { AlarmAnswer, AlarmOutcome, AlarmRule } from '@dossier/shared/audit';
import type { Ctx } from '../../platform/context/context.ts';
import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import { lockRows } from '../../platform/database/lock-rows.ts';
import type { Queryable } from '../../platform/database/tables.ts';
import { Refused } from '../../platform/graphql/refused.ts';
import { changeUser, findUser } from '../access/index.ts';
import { recordAudit } from '../audit/index.ts';

/** Whom a rule looks at. */
export interface Watched {
  readonly rule: AlarmRule;
  readonly userId: number;
  /** For so long (ms) after an alarm the same of the same person raises no other. */
  readonly quietMs: number;
}

/** What was found. */
export interface Finding extends Watched {
  /** Customers, answers or refusals, as the rule counts. */
  readonly counted: number;
  readonly answer: AlarmAnswer;
}

/** Whether the same alarm about the same person was raised lately, so that nothing need be counted. */
export async function isAlarmed(db: Queryable, { rule, userId, quietMs }: Watched, now: number): Promise<boolean> {
  const recent = await db
    .selectFrom('alarm')
    .select('id')
    .where('user_id', '=', userId)
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
export async function raiseAlarm(ctx: Ctx, finding: Finding): Promise<void> {
  const { rule, userId, counted, answer } = finding;
  if (answer === 'NOTHING') return;
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'staff_user', [userId]);
    if (await isAlarmed(trx, finding, ctx.now())) return;
    const outcome: AlarmOutcome = answer === 'SUSPEND' ? 'PENDING' : 'NOTIFIED';
    await bulkInsert(
      trx,
      'alarm',
      ['id', 'rule', 'user_id', 'raised_at', 'counted', 'outcome', 'acknowledged_by', 'acknowledged_at', 'note'],
      [[ctx.db.ids.take(), rule, userId, ctx.now(), counted, outcome, null, null, null]],
    );
    await recordAudit(trx, ctx, {
      action: 'alarm.raised',
      objectType: 'user',
      objectId: userId,
      detail: { rule, counted },
    });
  });
  if (answer === 'SUSPEND') await suspendPending(ctx);
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
    const outcome = await suspend(ctx, userId);
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
