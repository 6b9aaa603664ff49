import { Cron } from 'croner';
import type { Ctx } from '../context/context.ts';
import { bulkInsert } from '../database/bulk-insert.ts';
import { enqueue } from './enqueue.ts';

/** A job that is started by the clock. */
export interface Schedule {
  /** Names it in the table; at most 60 characters, never renamed. */
  readonly name: string;
  /** Five fields of cron, in the installation's time zone: `30 3 * * *` is half past three every night. */
  readonly pattern: string;
  readonly kind: string;
  readonly payload: object;
}

/**
 * Starts the jobs of those schedules whose time has come since they were last started. A time that passed while nothing
 * ran is made up for once. No two processes start the same one: the slot and the job are written together.
 *
 * @returns how many jobs were started
 */
export async function scheduleRound(ctx: Ctx, schedules: readonly Schedule[]): Promise<number> {
  const { timeZone } = await ctx.settings();
  const rows = await ctx.db.read.selectFrom('schedule').selectAll().execute();
  const lastSlots = new Map(rows.map((row) => [row.name, row.last_slot]));
  let started = 0;
  for (const schedule of schedules) {
    const last = lastSlots.get(schedule.name);
    if (last === undefined) await begin(ctx, schedule.name);
    else if (await startIfDue(ctx, schedule, last, timeZone)) started++;
  }
  return started;
}

/** A schedule that is new begins to count now. */
async function begin(ctx: Ctx, name: string): Promise<void> {
  await ctx.db.transaction(
    async (trx) =>
      await bulkInsert(trx, 'schedule', ['name', 'last_slot'], [[name, ctx.now()]], { onConflict: 'skip' }),
  );
}

async function startIfDue(ctx: Ctx, schedule: Schedule, last: number, timeZone: string): Promise<boolean> {
  const now = ctx.now();
  const due = new Cron(schedule.pattern, { timezone: timeZone }).nextRun(new Date(last));
  if (!due || due.getTime() > now) return false;
  return await ctx.db.transaction(async (trx) => {
    const taken = await trx
      .updateTable('schedule')
      .set({ last_slot: now })
      .where('name', '=', schedule.name)
      .where('last_slot', '=', last)
      .executeTakeFirst();
    if (taken.numUpdatedRows !== 1n) return false;
    // A run that is still going on, or waiting, stands for this one too.
    await enqueue(trx, ctx, {
      kind: schedule.kind,
      payload: schedule.payload,
      uniqueKey: `schedule:${schedule.name}`,
    });
    return true;
  });
}
