import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { toDecimal } from '../../../platform/money/money.ts';
import { readParts } from '../purchase/read-parts.ts';
import { moneyOf } from './money.type.ts';
import type { OrderLine } from './order.type.ts';
import { productLoader } from './product.loader.ts';

type ComputedOfLine = 'id' | 'product' | 'code' | 'description' | 'quantity' | 'unitPrice' | 'amount';

/** The computed fields of {@link OrderLine}. */
export const orderLineFields: Pick<OrderLine, ComputedOfLine> & ThisType<OrderLine> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('lin', this.key);
  },
  product(_args, ctx) {
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
    return moneyOf(this.amountValue, this.currency ?? '');
  },
};

/** Lines by order, in the order in which they came. */
export function orderLineLoader(ctx: Ctx): DataLoader<number, OrderLine[]> {
  return new DataLoader(async (orderKeys) => {
    const rows = await readParts(orderKeys, (part) =>
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
    return orderKeys.map((key) => byOrder.get(key)?.toSorted((a, b) => a.key - b.key) ?? []);
  });
}
