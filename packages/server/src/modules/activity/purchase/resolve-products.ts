import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { addProductNames } from './product-names.ts';
import type { PurchaseBatch, PurchaseLine } from './purchase-batch.ts';
import { readParts } from './read-parts.ts';

const COLUMNS = ['id', 'source_id', 'code', 'product_key', 'import_id', 'created_at'] as const;
const LONGEST_NAME = 300;

/** Keys of the products that lines name, by code: of those that exist. For a dry run. */
export async function knownProducts(
  reader: Queryable,
  batch: PurchaseBatch,
  lines: readonly PurchaseLine[],
): Promise<Map<string, number>> {
  return idsByCode(await readProducts(reader, batch, [...namesByCode(lines).keys()]));
}

/** Keys of the products that lines name, by code; unknown ones are created, and new names noted. */
export async function resolveProducts(
  trx: Trx,
  batch: PurchaseBatch,
  lines: readonly PurchaseLine[],
  nextId: () => number,
): Promise<Map<string, number>> {
  const names = namesByCode(lines);
  const products = await readProducts(trx, batch, [...names.keys()]);
  const known = new Set(products.map(({ code }) => code));
  const missing = [...names.keys()].filter((code) => !known.has(code));
  if (missing.length > 0) {
    const values = missing.map((code) => [
      nextId(),
      batch.sourceId,
      code,
      productKey(batch.sourceId, code),
      batch.importId ?? 0,
      batch.at,
    ]);
    await bulkInsert(trx, 'product', COLUMNS, values, { onConflict: 'skip' });
    // Read again: another import may have created the same product a moment earlier.
    products.push(...(await readProducts(trx, batch, missing)));
  }
  const named = products.flatMap(({ id, code, isNamed }) => {
    const name = names.get(code);
    return isNamed || name === undefined ? [] : [{ productId: id, revision: nextId(), name }];
  });
  await addProductNames(trx, batch.importId ?? 0, named);
  return idsByCode(products);
}

function namesByCode(lines: readonly PurchaseLine[]): Map<string, string | undefined> {
  const names = new Map<string, string | undefined>();
  for (const { productCode, productName } of lines) {
    if (!productCode || names.get(productCode)) continue;
    names.set(productCode, productName?.slice(0, LONGEST_NAME).replace(/[\uD800-\uDBFF]$/, '') || undefined);
  }
  return names;
}

interface ProductRow {
  readonly id: number;
  readonly code: string;
  /** Whether this import gave it a name already. */
  readonly isNamed: boolean;
}

async function readProducts(reader: Queryable, batch: PurchaseBatch, codes: readonly string[]): Promise<ProductRow[]> {
  const keys = codes.map((code) => productKey(batch.sourceId, code));
  const rows = await readParts(keys, (part) =>
    reader
      .selectFrom('product')
      .leftJoin('product_name', (join) =>
        join.onRef('product_name.product_id', '=', 'product.id').on('product_name.import_id', '=', batch.importId ?? 0),
      )
      .select(['product.id', 'product.code', 'product_name.revision'])
      .where('product_key', 'in', part)
      .execute(),
  );
  return rows.map(({ id, code, revision }) => ({ id, code, isNamed: revision !== null }));
}

function idsByCode(rows: readonly ProductRow[]): Map<string, number> {
  return new Map(rows.map(({ code, id }) => [code, id]));
}

function productKey(sourceId: number, code: string): string {
  return `${sourceId}:${code}`;
}
