import { bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { foldVersions } from './fold-versions.ts';
import { LINE_COLUMNS, VERSION_COLUMNS } from './line-columns.ts';
import type { LineRow, VersionRow } from './line-content.ts';
import { setNamesRetracted } from './product-names.ts';
import { readOrders } from './read-orders.ts';
import { eachPart, readParts } from './read-parts.ts';
import { type OrderRow, refreshOrders } from './refresh-orders.ts';

const ORDERS_PER_STEP = 200;

/** How far a pass over an import's orders has come. */
export interface PurchaseStep {
  /** Pass it to the next step; null when nothing is left to do. */
  readonly cursor: number | null;
  readonly orders: number;
  /** Customers whose purchases are different now. */
  readonly customerIds: readonly number[];
}

/**
 * Takes back what an import said about purchases, in steps of up to 200 orders: lines that only it wrote count for nothing
 * any more, lines that others wrote too show what those say, products bear the names that others give them, and orders
 * without a live line stand in no list. Totals agree when each step returns. Steps may be repeated; imports may be taken back in any order. Undone by `reinstatePurchases`.
 */
export async function retractPurchases(
  ctx: Ctx,
  trx: Trx,
  importId: number,
  cursor: number | null,
): Promise<PurchaseStep> {
  return await setRetracted(ctx, trx, importId, cursor, 1);
}

/** Gives back what `retractPurchases` took: each version returns to its old place among the others. */
export async function reinstatePurchases(
  ctx: Ctx,
  trx: Trx,
  importId: number,
  cursor: number | null,
): Promise<PurchaseStep> {
  return await setRetracted(ctx, trx, importId, cursor, 0);
}

async function setRetracted(
  ctx: Ctx,
  trx: Trx,
  importId: number,
  cursor: number | null,
  retracted: 0 | 1,
): Promise<PurchaseStep> {
  const ids = await nextOrders(trx, importId, cursor);
  const hasAllNames = await setNamesRetracted(trx, importId, retracted);
  await lockRows(trx, 'purchase_order', ids);
  const before = await readOrders(trx, 'id', ids);

  for (const table of ['order_line', 'order_line_version'] as const) {
    await eachPart(ids, (part) =>
      trx
        .updateTable(table)
        .set({ retracted })
        .where('order_id', 'in', part)
        .where('import_id', '=', importId)
        .execute(),
    );
  }
  await foldLines(trx, await readVersions(trx, ids));
  const after = await refreshOrders(trx, { created: [], known: before }, ctx.now());
  return {
    cursor: ids.length < ORDERS_PER_STEP && hasAllNames ? null : (ids.at(-1) ?? cursor ?? 0),
    orders: before.length,
    customerIds: customersOf([...before, ...after.values()]),
  };
}

/** The next orders of an import after a cursor, in key order. */
export async function nextOrders(reader: Queryable, importId: number, cursor: number | null): Promise<number[]> {
  const rows = await reader
    .selectFrom('import_order')
    .select('order_id')
    .where('import_id', '=', importId)
    .where('order_id', '>', cursor ?? 0)
    .orderBy('order_id')
    .limit(ORDERS_PER_STEP)
    .execute();
  return rows.map(({ order_id }) => order_id);
}

/** All versions of the lines of these orders that have more than one. */
export async function readVersions(reader: Queryable, orderIds: readonly number[]): Promise<VersionRow[]> {
  return await readParts(orderIds, (part) =>
    reader.selectFrom('order_line_version').select(VERSION_COLUMNS).where('order_id', 'in', part).execute(),
  );
}

/** Makes lines show what the given versions (all of each line) say together. Returns the lines that have versions. */
export async function foldLines(trx: Trx, versions: readonly VersionRow[]): Promise<LineRow[]> {
  if (versions.length === 0) return [];
  const byLine = Map.groupBy(versions, lineOf);
  const orderIds = [...new Set(versions.map(({ order_id }) => order_id))];
  const lines = await readParts(orderIds, (part) =>
    trx.selectFrom('order_line').select(LINE_COLUMNS).where('order_id', 'in', part).execute(),
  );
  const folded = lines.flatMap((line) => {
    const own = byLine.get(lineOf(line));
    return own ? [foldVersions(line, own)] : [];
  });
  const rows = folded.map((line) => LINE_COLUMNS.map((column) => line[column]));
  await bulkUpsert(trx, 'order_line', LINE_COLUMNS, ['order_id', 'line_key'], rows);
  return folded;
}

/** The customers of orders, without "none". */
export function customersOf(rows: readonly OrderRow[]): number[] {
  return [...new Set(rows.map(({ customer_id }) => customer_id))].filter((id) => id !== 0);
}

function lineOf({ order_id, line_key }: { order_id: number; line_key: string }): string {
  return `${order_id}:${line_key}`;
}
