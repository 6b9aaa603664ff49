import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { LEVEL_COLUMN } from '../../../platform/policy/guard-fields.ts';
import { levelColumn } from './customer-scope.ts';

/** How much of the PERSONAL values of customers the actor may see, by key; 0 for those that do not exist for them. */
function levelLoader(ctx: Ctx): DataLoader<number, number> {
  return new DataLoader(async (ids) => {
    const level = levelColumn(ctx);
    if (!level) return ids.map(() => 2);
    const rows = await ctx.db.read
      .selectFrom('customer')
      .select(['customer.id as key', level])
      .where('customer.id', 'in', [...ids])
      .execute();
    const levels = new Map(rows.map((row) => [row.key, Number(row[LEVEL_COLUMN])]));
    return ids.map((id) => levels.get(id) ?? 0);
  });
}

/**
 * Gives rows that belong to customers the level of their customer, where it depends on the customer: what the guards of their
 * fields look at. One statement for all of them, and none for actors who see all customers alike.
 */
export async function withLevels<Row extends { readonly customerKey: number }>(ctx: Ctx, rows: Row[]): Promise<Row[]> {
  if (ctx.actor.grants.level('PERSONAL') !== 'BY_ROW') return rows;
  const loader = ctx.once(levelLoader);
  await Promise.all(
    rows.map(async (row) => Object.assign(row, { [LEVEL_COLUMN]: await loader.load(row.customerKey) })),
  );
  return rows;
}

/** The level of one customer's values, as {@link withLevels} gives it; nothing where it is the same for all. */
export async function levelOfCustomer(ctx: Ctx, customerKey: number): Promise<{ [LEVEL_COLUMN]?: number }> {
  if (ctx.actor.grants.level('PERSONAL') !== 'BY_ROW') return {};
  return { [LEVEL_COLUMN]: await ctx.once(levelLoader).load(customerKey) };
}
