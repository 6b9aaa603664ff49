import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable } from '../../../platform/database/tables.ts';

const MINUTE_MS = 60_000;

/** The bounds of an app. */
export interface Budget {
  readonly appId: number;
  readonly burst: number;
  readonly perDay: number;
}

/** What was spent since it was last written down. */
export interface Unwritten {
  spent: number;
  operations: number;
  refused: number;
}

/** How a budget stands after a portion was taken. */
export interface Portion {
  readonly taken: number;
  /** What is left for anybody, as of `at` (ms). */
  readonly points: number;
  readonly at: number;
  readonly takenToday: number;
}

/** The day of an instant, in UTC. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Points come back evenly, all of them within a minute; what is less than one point waits for the next time. */
export function refilled(
  before: { readonly points: number; readonly at: number },
  burst: number,
  now: number,
): { points: number; at: number } {
  const back = Math.floor((Math.max(0, now - before.at) * burst) / MINUTE_MS);
  if (before.points + back >= burst) return { points: burst, at: now };
  return { points: before.points + back, at: before.at + Math.ceil((back * MINUTE_MS) / burst) };
}

/**
 * Takes a portion of an app's budget for this process, all that is lacking or nothing, and writes down what it spent before.
 */
export async function takePortion(
  ctx: Ctx,
  { appId, burst, perDay }: Budget,
  of: Unwritten & { readonly lacking: number; readonly wanted: number; readonly day: string },
): Promise<Portion> {
  const today = dayOf(ctx.now());
  return await ctx.db.transaction(async (trx) => {
    const now = ctx.now();
    // Holds the rows, also when they are there already: other processes wait.
    await bulkInsert(trx, 'partner_budget', ['app_id', 'points', 'at'], [[appId, burst, now]], { onConflict: 'skip' });
    await bulkInsert(
      trx,
      'partner_usage',
      ['app_id', 'day', 'taken', 'spent', 'operations', 'refused', 'customers'],
      [...new Set([of.day, today])].map((day) => [appId, day, 0, 0, 0, 0, 0]),
      { onConflict: 'skip' },
    );
    const stored = await trx
      .selectFrom('partner_budget')
      .select(['points', 'at'])
      .where('app_id', '=', appId)
      .executeTakeFirstOrThrow();
    const before = refilled(stored, burst, now);
    const takenBefore = (await usageOn(trx, appId, today))?.taken ?? 0;
    const available = Math.min(before.points, perDay - takenBefore);
    const taken = of.lacking > available ? 0 : Math.min(of.wanted, available);
    await trx
      .updateTable('partner_budget')
      .set({ points: before.points - taken, at: before.at })
      .where('app_id', '=', appId)
      .execute();
    await trx
      .updateTable('partner_usage')
      .set((eb) => ({
        spent: eb('spent', '+', of.spent),
        operations: eb('operations', '+', of.operations),
        refused: eb('refused', '+', of.refused),
      }))
      .where('app_id', '=', appId)
      .where('day', '=', of.day)
      .execute();
    if (taken > 0)
      await trx
        .updateTable('partner_usage')
        .set({ taken: takenBefore + taken })
        .where('app_id', '=', appId)
        .where('day', '=', today)
        .execute();
    return { taken, points: before.points - taken, at: before.at, takenToday: takenBefore + taken };
  });
}

/** How a budget is written down; takes nothing of it. */
export async function readPortion({ db, now }: Ctx, { appId, burst }: Budget): Promise<Portion> {
  const at = now();
  const stored = await db.read
    .selectFrom('partner_budget')
    .select(['points', 'at'])
    .where('app_id', '=', appId)
    .executeTakeFirst();
  const usage = await usageOn(db.read, appId, dayOf(at));
  return { taken: 0, ...refilled(stored ?? { points: burst, at }, burst, at), takenToday: usage?.taken ?? 0 };
}

async function usageOn(db: Queryable, appId: number, day: string): Promise<{ taken: number } | undefined> {
  return await db
    .selectFrom('partner_usage')
    .select('taken')
    .where('app_id', '=', appId)
    .where('day', '=', day)
    .executeTakeFirst();
}
