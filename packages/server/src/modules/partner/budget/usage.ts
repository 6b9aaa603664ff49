import type { Ctx } from '../../../platform/context/context.ts';
import { unwrittenOf } from './spend.ts';

/** So many days of use are shown with an app. */
export const DAYS_OF_USE = 30;

/** What an app asked for on one day (UTC). */
export interface DayOfUse {
  readonly day: string;
  readonly spent: number;
  readonly operations: number;
  readonly refused: number;
  /** Customers that it was given something of; of today, what was counted within the last minutes. */
  readonly customers: number;
}

/** The last days on which an app asked for anything, the latest first. What other processes spent in the last seconds may lack. */
export async function usageOf(ctx: Ctx, appId: number, days: number): Promise<DayOfUse[]> {
  const rows = await ctx.db.read
    .selectFrom('partner_usage')
    .select(['day', 'spent', 'operations', 'refused', 'customers'])
    .where('app_id', '=', appId)
    .orderBy('day', 'desc')
    .limit(days)
    .execute();
  const own = unwrittenOf(ctx, appId);
  return rows.map((row) =>
    row.day === own.day
      ? {
          ...row,
          spent: row.spent + own.spent,
          operations: row.operations + own.operations,
          refused: row.refused + own.refused,
        }
      : row,
  );
}
