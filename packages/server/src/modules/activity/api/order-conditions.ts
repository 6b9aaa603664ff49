import { type Expression, type ExpressionBuilder, expressionBuilder, sql, type SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { IdType } from '../../../platform/crypto/public-ids.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { IdFilter, StringFilter } from '../../../platform/graphql/filter.input.ts';
import { fromDecimal } from '../../../platform/money/money.ts';
import type { OrderConditions, OrderFilter } from './order.input.ts';

type Builder = ExpressionBuilder<Tables, 'purchase_order'>;
type Condition = Expression<SqlBool>;

const NOTHING = sql<SqlBool>`1 = 0`;
// After every text that begins with what stands before it, in both engines' order.
const LAST_CHARACTER = '\u{10FFFF}';

/**
 * The condition "has an order like this" on rows of `customer`, for the filters of customer lists. Absent conditions ask
 * for any order at all. Negate it for "has none".
 */
export function ordersCondition(ctx: Ctx, conditions: OrderConditions): Condition {
  const eb = expressionBuilder<Tables, 'customer'>();
  return eb.exists(
    eb
      .selectFrom('purchase_order')
      .select('purchase_order.id')
      .whereRef('purchase_order.customer_id', '=', 'customer.id')
      .where('purchase_order.retracted', '=', 0)
      .where((inner) => inner.and(conditionsOf(ctx, inner, conditions))),
  );
}

/** The conditions of a list of orders. */
export function orderFilterConditions(ctx: Ctx, eb: Builder, filter: OrderFilter): Condition[] {
  const all = conditionsOf(ctx, eb, filter);
  if (filter.customerId) all.push(...customerConditions(ctx, eb, filter.customerId));
  if (filter.withoutCustomer === true) all.push(eb('customer_id', '=', 0));
  if (filter.withoutCustomer === false) all.push(eb('customer_id', '>', 0));
  if (filter.number) all.push(...numberConditions(eb, filter.number));
  return all;
}

function conditionsOf(ctx: Ctx, eb: Builder, given: OrderConditions): Condition[] {
  const all: Condition[] = [];
  const { placedAt, total, currency, status, productId, sourceId } = given;
  if (placedAt?.gte != null) all.push(eb('placed_at', '>=', placedAt.gte));
  if (placedAt?.lte != null) all.push(eb('placed_at', '<=', placedAt.lte));
  if (total?.gte != null) all.push(eb('total', '>=', fromDecimal(total.gte)));
  if (total?.lte != null) all.push(eb('total', '<=', fromDecimal(total.lte)));
  if (currency?.eq != null) all.push(eb('currency', '=', currency.eq));
  if (currency?.in) all.push(currency.in.length > 0 ? eb('currency', 'in', currency.in) : NOTHING);
  if (currency?.isNull === true) all.push(NOTHING);
  if (status?.eq != null) all.push(eb('status', '=', status.eq));
  if (status?.in) all.push(status.in.length > 0 ? eb('status', 'in', status.in) : NOTHING);
  if (sourceId) all.push(...idConditions(ctx, 'src', sourceId, (ids) => eb('source_id', 'in', ids)));
  if (productId) {
    const withProduct = (ids: readonly number[]) =>
      eb(
        'purchase_order.id',
        'in',
        eb
          .selectFrom('order_line')
          .select('order_line.order_id')
          .where('order_line.product_id', 'in', ids)
          .where('order_line.retracted', '=', 0),
      );
    all.push(...idConditions(ctx, 'prd', productId, withProduct));
  }
  return all;
}

function customerConditions(ctx: Ctx, eb: Builder, filter: IdFilter): Condition[] {
  const { isNull, ...ids } = filter;
  const all = idConditions(ctx, 'cus', ids, (keys) => eb('customer_id', 'in', keys));
  if (isNull != null) all.push(eb('customer_id', isNull ? '=' : '>', 0));
  return all;
}

/** Ids that are not ours, or not of this type, match nothing. References without a value do not occur here. */
function idConditions(
  ctx: Ctx,
  type: IdType,
  filter: IdFilter,
  isOneOf: (ids: readonly number[]) => Condition,
): Condition[] {
  const lists = [filter.eq == null ? undefined : [filter.eq], filter.in ?? undefined];
  const all = lists
    .filter((list) => list !== undefined)
    .map((list) => list.map((id) => ctx.publicIds.decode(type, id)).filter((id) => id !== undefined))
    .map((ids) => (ids.length > 0 ? isOneOf(ids) : NOTHING));
  return filter.isNull === true ? [...all, NOTHING] : all;
}

function numberConditions(eb: Builder, filter: StringFilter): Condition[] {
  const all: Condition[] = [];
  if (filter.eq != null) all.push(eb('number', '=', filter.eq));
  if (filter.in) all.push(filter.in.length > 0 ? eb('number', 'in', filter.in) : NOTHING);
  if (filter.startsWith != null) {
    all.push(eb('number', '>=', filter.startsWith), eb('number', '<', filter.startsWith + LAST_CHARACTER));
  }
  if (filter.contains != null) all.push(sql<SqlBool>`instr(${sql.ref('number')}, ${filter.contains}) > 0`);
  if (filter.isNull === true) all.push(NOTHING);
  return all;
}
