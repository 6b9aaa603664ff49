import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { toDecimal } from '../../../platform/money/money.ts';
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

/** Lines by order, in the order in which they came. */
export function orderLineLoader(ctx: Ctx): DataLoader<LinesOf, OrderLine[], number> {
  return new DataLoader(async (orders) => await readLines(ctx, orders), { cacheKeyFn: ({ key }) => key });
}

/**
 * The same with their products: one wait for all of them. A list of fifty customers has hundreds of lines, and a promise for
 * the product of each would cost more than reading it.
 */
export function orderLineWithProductLoader(ctx: Ctx): DataLoader<LinesOf, OrderLine[], number> {
  return new DataLoader(
    async (orders) => {
      const linesOf = await readLines(ctx, orders);
      const lines = linesOf.flat();
      const keys = [...new Set(lines.flatMap(({ productKey }) => productKey ?? []))];
      const products = await ctx.once(productLoader).loadMany(keys);
      const byKey = new Map(keys.map((key, i) => [key, products[i]]));
      for (const line of lines) {
        const product = line.productKey === null ? null : byKey.get(line.productKey);
        // What could not be read is asked for again, and says why there.
        if (!(product instanceof Error)) line.knownProduct = product ?? null;
      }
      return linesOf;
    },
    { cacheKeyFn: ({ key }) => key },
  );
}

async function readLines(ctx: Ctx, orders: readonly LinesOf[]): Promise<OrderLine[][]> {
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
  const byOrder = Map.groupBy(rows, ({ orderKey }) => orderKey);
  return orders.map(({ key, currency }) => {
    const lines = (byOrder.get(key) ?? []).map((line) => Object.assign(line, { currency }));
    return lines.toSorted((a, b) => a.key - b.key);
  });
}
