import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { Ctx } from '../../platform/context/context.ts';
import { readRows } from '../../platform/database/read-rows.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { type Page, pageRequest, toPage } from '../../platform/graphql/connection.ts';
import type { CursorValues } from '../../platform/graphql/cursor.ts';
import { type Customer, type CustomerColumn, customerFields, levelColumn, selectionOf } from '../customer/index.ts';
import type { CustomerFilter, CustomerSort, CustomerSortField } from './customer-filter.input.ts';
import { filterCondition } from './filter-condition.ts';

/** What a list of customers is asked for. */
export interface CustomerListArgs {
  readonly first: number;
  readonly after?: string | null;
  readonly search?: string | null;
  readonly filter?: CustomerFilter | null;
  readonly sort?: CustomerSort | null;
}

const SORTS = {
  CREATED_AT: 'customer.created_at',
  UPDATED_AT: 'customer.updated_at',
  NAME: 'customer.name_sort',
  NUMBER: 'customer.number',
  GRADE: 'customer.grade',
  BIRTH_DATE: 'customer.birth_date',
} as const satisfies Record<CustomerSortField, string>;

/** A page of the customers that a filter lets through, newest first unless ordered otherwise. One statement. */
export async function listCustomers(
  ctx: Ctx,
  args: CustomerListArgs,
  columns: readonly CustomerColumn[],
): Promise<Page<Customer>> {
  const { field, direction } = args.sort ?? { field: 'CREATED_AT', direction: 'DESC' };
  const request = pageRequest(ctx, `customers/${field}/${direction}`, args);
  const column = SORTS[field];
  const order = direction === 'ASC' ? 'asc' : 'desc';
  const level = levelColumn(ctx);
  let query = ctx.db.read
    .selectFrom('customer')
    .select([...selectionOf(columns), `${column} as sortValue`, ...(level ? [level] : [])])
    .where(await filterCondition(ctx, args.filter));
  if (request.after) query = query.where(afterCursor(column, direction, request.after));
  const ordered = query
    .orderBy(column, order)
    .orderBy('customer.id', order)
    .limit(request.first + 1);
  // The select list is built from a constant; its row is the type's own columns.
  const customers = (await readRows(ctx.db, ordered, customerFields)) as unknown as (Customer & {
    sortValue: string | number | null;
  })[];
  return toPage(ctx, request, customers, (row) => [row.sortValue, row.key]);
}

/**
 * Everything that comes after a cursor in the list's order. Both engines put rows without a value first ascending and last
 * descending; the first condition alone bounds the range of the index that is read.
 */
function afterCursor(
  column: (typeof SORTS)[CustomerSortField],
  direction: 'ASC' | 'DESC',
  [value, id]: CursorValues,
): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'customer'>();
  const key = Number(id);
  if (direction === 'ASC') {
    if (value === null || value === undefined)
      return eb.or([eb(column, 'is not', null), eb.and([eb(column, 'is', null), eb('customer.id', '>', key)])]);
    return eb.and([eb(column, '>=', value), eb.or([eb(column, '>', value), eb('customer.id', '>', key)])]);
  }
  if (value === null || value === undefined) return eb.and([eb(column, 'is', null), eb('customer.id', '<', key)]);
  const below = eb.and([eb(column, '<=', value), eb.or([eb(column, '<', value), eb('customer.id', '<', key)])]);
  return column === 'customer.grade' || column === 'customer.birth_date'
    ? eb.or([below, eb(column, 'is', null)])
    : below;
}
