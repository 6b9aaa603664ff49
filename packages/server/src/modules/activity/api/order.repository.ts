import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { noteMet } from '../../../platform/policy/seen-fields.ts';
import { orderFilterConditions } from './order-conditions.ts';
import type { OrderFilter, OrderSort } from './order.input.ts';
import { ORDER_SELECTION, orderFields } from './order.loader.ts';
import type { Order } from './order.type.ts';
import { visibleOrders } from './visible-orders.ts';

/** The arguments of a list of orders. */
export interface OrderListArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: OrderFilter | null;
  readonly sort?: OrderSort | null;
}

const COLUMNS = { PLACED_AT: 'placed_at', TOTAL: 'total' } as const;

type Builder = ExpressionBuilder<Tables, 'purchase_order'>;

/** One page of orders (of one customer, when given), with a count that is only made when it is asked for. */
export async function listOrders(
  ctx: Ctx,
  args: OrderListArgs,
  customerKey?: number,
): Promise<Page<Order> & { totalCount: () => Promise<number> }> {
  const field = args.sort?.field ?? 'PLACED_AT';
  const direction = args.sort?.direction ?? 'DESC';
  const request = pageRequest(ctx, `orders:${field}:${direction}`, args);
  const column = COLUMNS[field];
  const order = direction === 'DESC' ? 'desc' : 'asc';

  const conditions = (eb: Builder): Expression<SqlBool>[] => [
    eb('purchase_order.retracted', '=', 0),
    ...visibleOrders(ctx, eb),
    ...(customerKey === undefined ? [] : [eb('purchase_order.customer_id', '=', customerKey)]),
    ...orderFilterConditions(ctx, eb, args.filter ?? {}),
  ];
  let query = ctx.db.read
    .selectFrom('purchase_order')
    .select([...ORDER_SELECTION])
    .where((eb) => eb.and(conditions(eb)));
  if (request.after) {
    const [value, id] = request.after.map(Number);
    const beyond = direction === 'DESC' ? '<' : '>';
    query = query
      .where(column, direction === 'DESC' ? '<=' : '>=', value ?? 0)
      .where((eb) => eb.or([eb(column, beyond, value ?? 0), eb('purchase_order.id', beyond, id ?? 0)]));
  }
  const rows = await query
    .orderBy(column, order)
    .orderBy('purchase_order.id', order)
    .limit(request.first + 1)
    .execute();
  const page = toPage(ctx, request, withFields(rows, orderFields), (row) => [
    field === 'TOTAL' ? row.totalValue : row.placedAt,
    row.key,
  ]);
  noteMet(ctx.access, page.nodes);
  return { ...page, totalCount: () => countOrders(ctx, conditions) };
}

async function countOrders(ctx: Ctx, conditions: (eb: Builder) => Expression<SqlBool>[]): Promise<number> {
  const row = await ctx.db.heavy
    .selectFrom('purchase_order')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) => eb.and(conditions(eb)))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
