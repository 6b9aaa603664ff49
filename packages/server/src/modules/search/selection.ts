import { ID, InputType } from 'type-graphql';
import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { Filterable } from '../../platform/graphql/exposure.ts';
import { KEPT_STATUSES, rowConditions, type RowUse } from '../customer/index.ts';
import { CustomerFilter } from './customer-filter.input.ts';
import { filterCondition } from './filter-condition.ts';
import { textCondition } from './text-condition.ts';

const BATCH = 1_000;

/** Which customers something is done with. */
@InputType({
  description: 'Which customers something is done with: those named, or all that a filter and a text let through.',
})
export class CustomerSelectionInput {
  @Filterable(() => [ID], 'INTERNAL', 'These customers; filter and search are then not looked at.')
  ids?: string[] | null;
  @Filterable(() => CustomerFilter, 'INTERNAL', 'All that this filter lets through.')
  filter?: CustomerFilter | null;
  @Filterable(() => String, 'INTERNAL', 'Only those that a list with this search shows.', { as: 'search' })
  search?: string | null;
}

/** The keys of the selected customers, in batches of 1,000 in order of their keys. Memory stays flat whatever the size. */
export async function* selectedKeys(
  ctx: Ctx,
  selection: CustomerSelectionInput,
  use: RowUse,
): AsyncGenerator<number[]> {
  const condition = await selectionCondition(ctx, selection, use);
  for (let after = 0; ;) {
    const rows = await ctx.db.heavy
      .selectFrom('customer')
      .select('id')
      .where(condition)
      .where('customer.id', '>', after)
      .orderBy('customer.id')
      .limit(BATCH)
      .execute();
    if (rows.length > 0) yield rows.map(({ id }) => id);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < BATCH) return;
  }
}

/** How many customers are selected. */
export async function countSelected(ctx: Ctx, selection: CustomerSelectionInput, use: RowUse = 'SEE'): Promise<number> {
  const row = await ctx.db.heavy
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(await selectionCondition(ctx, selection, use))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

async function selectionCondition(
  ctx: Ctx,
  selection: CustomerSelectionInput,
  use: RowUse,
): Promise<Expression<SqlBool>> {
  const eb = expressionBuilder<Tables, 'customer'>();
  if (selection.ids) {
    const keys = selection.ids.flatMap((id) => ctx.publicIds.decode('cus', id) ?? []);
    return eb.and([
      eb('customer.id', 'in', [0, ...keys]),
      eb('customer.status', 'in', KEPT_STATUSES),
      ...rowConditions(ctx, use),
    ]);
  }
  const condition = await filterCondition(ctx, selection.filter, use);
  return selection.search?.trim() ? eb.and([condition, await textCondition(ctx, selection.search)]) : condition;
}
