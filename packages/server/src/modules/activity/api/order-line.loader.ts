import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { toDecimal } from '../../../platform/money/money.ts';
import { sortFew } from '../../../platform/memory/sort-few.ts';
import { readParts } from '../purchase/read-parts.ts';
import { moneyOf } from './money.type.ts';
import type { Order, OrderLine } from './order.type.ts';
import { productLoader } from './product.loader.ts';

type ComputedOfLine = 'id' | 'product' | 'code' | 'description' | 'quantity' | 'unitPrice' | 'amount';

/** The computed fields of {@link OrderLine}. */
export const orderLineFields: Pick<OrderLine, ComputedOfLine> & ThisType<OrderLine> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('lin', this.key);
  },
  product(_args, ctx) {
    if (this.knownProduct !== undefined) return this.knownProduct;
    return this.productKey === null ? null : ctx.once(productLoader).load(this.productKey);
  },
  async code(_args, ctx) {
    return this.productKey === null ? null : ((await ctx.once(productLoader).load(this.productKey))?.code ?? null);
  },
  async description(_args, ctx) {
    if (this.ownDescription !== null || this.productKey === null) return this.ownDescription;
    return (await ctx.once(productLoader).load(this.productKey))?.name ?? null;
  },
  quantity() {
    return toDecimal(this.quantityValue);
  },
  unitPrice() {
    return toDecimal(this.unitPriceValue);
  },
  amount() {
    return moneyOf(this.amountValue, this.currency);
  },
};

/** Whose lines are read. */
type LinesOf = Pick<Order, 'key' | 'currency'>;
/** Whether the lines' products come with them. */
export type Products = 'with products' | 'without products';

/** Lines by order, in the order in which they came. */
export function orderLineLoader(ctx: Ctx): DataLoader<LinesOf, OrderLine[], number> {
  return loaderOf(ctx, 'without products');
}

/** The same with their products. */
export function orderLineWithProductLoader(ctx: Ctx): DataLoader<LinesOf, OrderLine[], number> {
  return loaderOf(ctx, 'with products');
}

function loaderOf(ctx: Ctx, products: Products): DataLoader<LinesOf, OrderLine[], number> {
  return new DataLoader(async (orders) => await readOrderLines(ctx, orders, products), {
    cacheKeyFn: ({ key }) => key,
  });
}

/**
 * The lines of each of these orders, in the order in which they came. Their products, when wanted, are waited for once: a list
 * of fifty customers has hundreds of lines, and a promise for the product of each would cost more than reading it.
 */
export async function readOrderLines(ctx: Ctx, orders: readonly LinesOf[], products: Products): Promise<OrderLine[][]> {
  const lines = await readLines(ctx, orders);
  if (products === 'with products') await addProducts(ctx, lines);
  const byOrder = Map.groupBy(lines, ({ orderKey }) => orderKey);
  return orders.map(({ key }) => sortFew(byOrder.get(key) ?? [], (a, b) => a.key - b.key));
}

async function addProducts(ctx: Ctx, lines: readonly OrderLine[]): Promise<void> {
  const keys = [...new Set(lines.map(({ productKey }) => productKey))].filter((key) => key !== null);
  const found = await ctx.once(productLoader).loadMany(keys);
  const byKey = new Map(keys.map((key, i) => [key, found[i]]));
  for (const line of lines) {
    const product = line.productKey === null ? null : byKey.get(line.productKey);
    // What could not be read is asked for again, and says why there.
    if (!(product instanceof Error)) line.knownProduct = product ?? null;
  }
}

async function readLines(ctx: Ctx, orders: readonly LinesOf[]): Promise<OrderLine[]> {
  const currencies = new Map(orders.map(({ key, currency }) => [key, currency]));
  const rows = await readParts(
    orders.map(({ key }) => key),
    (part) =>
      readRows(
        ctx.db,
        ctx.db.read
          .selectFrom('order_line')
          .select([
            'order_id as orderKey',
            'id as key',
            'product_id as productKey',
            'description as ownDescription',
            'quantity as quantityValue',
            'unit_price as unitPriceValue',
            'amount as amountValue',
            'kind',
          ])
          .where('order_id', 'in', part)
          .where('retracted', '=', 0),
        orderLineFields,
      ),
  );
  return rows.map((line) => Object.assign(line, { currency: currencies.get(line.orderKey) ?? '' }));
}
