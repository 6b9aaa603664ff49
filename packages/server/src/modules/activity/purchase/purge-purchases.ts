import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { readOrders } from './read-orders.ts';
import { eachPart, readParts } from './read-parts.ts';
import { refreshOrders } from './refresh-orders.ts';
import { customersOf, foldLines, nextOrders, type PurchaseStep, readVersions } from './retract-purchases.ts';

/**
 * Erases what an undone import said about purchases, in steps of up to 200 orders: its versions, the lines that only it
 * wrote, the orders left without a line and, with the last step, the names it gave and products that nobody speaks of any
 * more. Not reversible; the import must have been taken back whole (`retractPurchases`) before.
 */
export async function purgePurchases(
  ctx: Ctx,
  trx: Trx,
  importId: number,
  cursor: number | null,
): Promise<PurchaseStep> {
  const ids = await nextOrders(trx, importId, cursor);
  if (ids.length === 0) {
    await trx.deleteFrom('product_name').where('import_id', '=', importId).execute();
    await purgeProducts(trx);
    return { cursor: null, orders: 0, customerIds: [] };
  }
  await lockRows(trx, 'purchase_order', ids);
  const before = await readOrders(trx, 'id', ids);
  await eachPart(ids, (part) =>
    trx.deleteFrom('order_line_version').where('order_id', 'in', part).where('import_id', '=', importId).execute(),
  );
  // Lines whose shown version goes, but which others wrote too, show those: they then no longer bear this import's key.
  await foldLines(trx, await readVersions(trx, ids));
  await eachPart(ids, (part) =>
    trx.deleteFrom('order_line').where('order_id', 'in', part).where('import_id', '=', importId).execute(),
  );
  const left = new Set(
    await readParts(ids, async (part) => {
      const rows = await trx
        .selectFrom('order_line')
        .select('order_id')
        .distinct()
        .where('order_id', 'in', part)
        .execute();
      return rows.map(({ order_id }) => order_id);
    }),
  );
  const gone = before.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  await eachPart(gone, (part) => trx.deleteFrom('purchase_order').where('id', 'in', part).execute());
  await eachPart(ids, (part) =>
    trx.deleteFrom('import_order').where('import_id', '=', importId).where('order_id', 'in', part).execute(),
  );
  const after = await refreshOrders(trx, { created: [], known: before.filter(({ id }) => left.has(id)) }, ctx.now());
  return {
    cursor: ids.at(-1) ?? null,
    orders: before.length,
    customerIds: customersOf([...before, ...after.values()]),
  };
}

/** What may speak of a product. */
const SPEAKERS = ['order_line', 'order_line_version', 'product_name'] as const;

// Of any import: a product may have outlived the purge of the import that brought it because another one used it.
async function purgeProducts(trx: Trx): Promise<void> {
  let unspoken = trx.selectFrom('product').select('id').where('import_id', '<>', 0);
  for (const table of SPEAKERS) {
    unspoken = unspoken.where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom(table).select('revision').whereRef(`${table}.product_id`, '=', 'product.id'))),
    );
  }
  await eachPart(
    (await unspoken.execute()).map(({ id }) => id),
    (part) => trx.deleteFrom('product').where('id', 'in', part).execute(),
  );
}
