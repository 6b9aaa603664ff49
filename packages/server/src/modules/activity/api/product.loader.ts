import DataLoader from 'dataloader';
import type { Ctx } from '../../../platform/context/context.ts';
import { readRows } from '../../../platform/database/read-rows.ts';
import { sourceLoader, seesAllFigures } from '../../customer/index.ts';
import { readParts } from '../purchase/read-parts.ts';
import type { Product } from './product.type.ts';

/** The columns of a product that the API shows. */
export const PRODUCT_SELECTION = ['id as key', 'source_id as sourceKey', 'code', 'name'] as const;

/** The computed fields of {@link Product}. */
export const productFields: Pick<Product, 'id' | 'source' | 'orderLineCount'> & ThisType<Product> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('prd', this.key);
  },
  source(_args, ctx) {
    return ctx.once(sourceLoader).load(this.sourceKey);
  },
  orderLineCount(_args, ctx) {
    // Counted over the orders of all customers.
    return seesAllFigures(ctx) ? ctx.once(lineCountLoader).load(this.key) : null;
  },
};

/** Products by key. */
export function productLoader(ctx: Ctx): DataLoader<number, Product | null> {
  return new DataLoader(async (keys) => {
    const rows = await readParts(keys, (part) =>
      readRows(
        ctx.db,
        ctx.db.read.selectFrom('product').select(PRODUCT_SELECTION).where('id', 'in', part),
        productFields,
      ),
    );
    const byKey = new Map(rows.map((product) => [product.key, product]));
    return keys.map((key) => byKey.get(key) ?? null);
  });
}

/** How many lines that count each product has. */
export function lineCountLoader(ctx: Ctx): DataLoader<number, number> {
  return new DataLoader(async (keys) => {
    const rows = await readParts(keys, (part) =>
      ctx.db.heavy
        .selectFrom('order_line')
        .select((eb) => ['product_id as key', eb.fn.countAll<number>().as('n')])
        .where('product_id', 'in', part)
        .where('retracted', '=', 0)
        .groupBy('product_id')
        .execute(),
    );
    const counts = new Map(rows.map((row) => [row.key, Number(row.n)]));
    return keys.map((key) => counts.get(key) ?? 0);
  });
}
