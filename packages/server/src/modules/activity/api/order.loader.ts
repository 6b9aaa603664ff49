import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { noteMet } from '../../../platform/policy/seen-fields.ts';
import { readParts } from '../purchase/read-parts.ts';
import { customerLoader, sourceLoader } from '../../customer/index.ts';
import { moneyOf } from './money.type.ts';
import { asksFor } from '../../../platform/graphql/selections.ts';
import { orderLineLoader, orderLineWithProductLoader } from './order-line.loader.ts';
import type { Order } from './order.type.ts';
import { visibleOrders } from './visible-orders.ts';

/** The columns of an order that the API shows. */
export const ORDER_SELECTION = [
  'id as key',
  'customer_id as customerKey',
  'source_id as sourceKey',
  'number',
  'currency',
  'placed_at as placedAt',
  'status',
  'total as totalValue',
  'line_count as lineCount',
] as const;

/** The computed fields of {@link Order}. */
export const orderFields: Pick<Order, 'id' | 'source' | 'customer' | 'total' | 'lines'> & ThisType<Order> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('ord', this.key);
  },
  source(_args, ctx) {
    return ctx.once(sourceLoader).load(this.sourceKey);
  },
  customer(_args, ctx) {
    return this.customerKey === 0 ? null : ctx.once(customerLoader).load(this.customerKey);
  },
  total() {
    return moneyOf(this.totalValue, this.currency);
  },
  lines(_args, ctx, info) {
    if (this.knownLines !== undefined) return this.knownLines;
    return ctx.once(asksFor(info, 'product') ? orderLineWithProductLoader : orderLineLoader).load(this);
  },
};

/** Orders by key; null for those that undone imports left without a line. */
export function orderLoader(ctx: Ctx): DataLoader<number, Order | null> {
  return new DataLoader(async (keys) => {
    const rows = await readParts(keys, (part) =>
      readRows(
        ctx.db,
        ctx.db.read
          .selectFrom('purchase_order')
          .select(ORDER_SELECTION)
          .where('id', 'in', part)
          .where('retracted', '=', 0)
          .where((eb) => eb.and(visibleOrders(ctx, eb))),
        orderFields,
      ),
    );
    noteMet(ctx.access, rows);
    const byKey = new Map(rows.map((order) => [order.key, order]));
    return keys.map((key) => byKey.get(key) ?? null);
  });
}
