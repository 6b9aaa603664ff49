import type { Ctx } from '../../platform/context/context.ts';
import { LEVEL_COLUMN } from '../../platform/policy/guard-fields.ts';
import { levelOfCustomer } from '../customer/index.ts';

/**
 * Gives rows that say something about several customers the least level of these: what is personal between them is shown as far
 * as that of each may be seen.
 */
export async function withLeastLevels<Row extends object>(
  ctx: Ctx,
  rows: readonly Row[],
  customersOf: (row: Row) => readonly number[],
): Promise<void> {
  await Promise.all(
    rows.map(async (row) => {
      const levels = await Promise.all(customersOf(row).map(async (key) => await levelOfCustomer(ctx, key)));
      const known = levels.flatMap(({ [LEVEL_COLUMN]: level }) => (level === undefined ? [] : [level]));
      if (known.length > 0) Object.assign(row, { [LEVEL_COLUMN]: Math.min(...known) });
    }),
  );
}
