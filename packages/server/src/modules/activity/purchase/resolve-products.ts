import { bulkInsert, bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import type { PurchaseBatch, PurchaseLine } from './purchase-batch.ts';
import { readParts } from './read-parts.ts';

/** A product as lines need it. */
export interface KnownProduct {
  readonly id: number;
  readonly name: string | null;
}

const COLUMNS = ['id', 'source_id', 'code', 'product_key', 'name', 'import_id', 'created_at'] as const;
const LONGEST_NAME = 300;

/** The products that lines name, by code: those that exist. For a dry run. */
export async function knownProducts(
  reader: Queryable,
  batch: PurchaseBatch,
  lines: readonly PurchaseLine[],
): Promise<Map<string, KnownProduct>> {
  return byCode(await readProducts(reader, batch.sourceId, [...namesByCode(lines).keys()]));
}

/** The products that lines name, by code; unknown ones are created, and names filled in where one was missing. */
export async function resolveProducts(
  trx: Trx,
  batch: PurchaseBatch,
  lines: readonly PurchaseLine[],
  nextId: () => number,
): Promise<Map<string, KnownProduct>> {
  const names = namesByCode(lines);
  const rows = await readProducts(trx, batch.sourceId, [...names.keys()]);
  const nameless = rows.filter((row) => row.name === null && names.get(row.code) !== undefined);
  for (const row of nameless) row.name = names.get(row.code) ?? null;
  await bulkUpsert(
    trx,
    'product',
    COLUMNS,
    ['id'],
    nameless.map((row) => COLUMNS.map((column) => row[column])),
  );

  const known = byCode(rows);
  const missing = [...names.keys()].filter((code) => !known.has(code));
  if (missing.length === 0) return known;
  const values = missing.map((code) => [
    nextId(),
    batch.sourceId,
    code,
    productKey(batch.sourceId, code),
    names.get(code) ?? null,
    batch.importId ?? 0,
    batch.at,
  ]);
  await bulkInsert(trx, 'product', COLUMNS, values, { onConflict: 'skip' });
  // Read again: another import may have created the same product a moment earlier.
  for (const [code, product] of byCode(await readProducts(trx, batch.sourceId, missing))) known.set(code, product);
  return known;
}

function namesByCode(lines: readonly PurchaseLine[]): Map<string, string | undefined> {
  const names = new Map<string, string | undefined>();
  for (const { productCode, productName } of lines) {
    if (!productCode || names.get(productCode)) continue;
    names.set(productCode, productName?.slice(0, LONGEST_NAME).replace(/[\uD800-\uDBFF]$/, '') || undefined);
  }
  return names;
}

async function readProducts(reader: Queryable, sourceId: number, codes: readonly string[]) {
  const keys = codes.map((code) => productKey(sourceId, code));
  return await readParts(keys, (part) =>
    reader.selectFrom('product').select(COLUMNS).where('product_key', 'in', part).execute(),
  );
}

function byCode(rows: readonly (KnownProduct & { code: string })[]): Map<string, KnownProduct> {
  return new Map(rows.map((row) => [row.code, row]));
}

function productKey(sourceId: number, code: string): string {
  return `${sourceId}:${code}`;
}
