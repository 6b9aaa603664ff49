import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import {
  contentAfter,
  contentOf,
  isSameContent,
  type LineContent,
  type LineRow,
  problemOf,
  type VersionRow,
  versionOf,
} from './line-content.ts';
import type { PurchaseBatch, PurchaseLine, PurchaseLineOutcome } from './purchase-batch.ts';
import { readLinesOf, readOrders } from './read-orders.ts';
import type { OrderRow } from './refresh-orders.ts';
import { knownProducts, resolveProducts } from './resolve-products.ts';

/** A line of a touched order and what is to be written for it. */
export interface PlannedLine {
  row: LineRow;
  change: 'none' | 'insert' | 'update';
  readonly versions: VersionRow[];
}

/** An order of the batch with those of its lines that the batch may meet. */
export interface PlannedOrder {
  readonly row: OrderRow;
  readonly isNew: boolean;
  isTouched: boolean;
  readonly lines: Map<string, PlannedLine>;
}

/** What applying a batch comes to, before anything but products is written. */
export interface PurchasePlan {
  readonly orders: readonly PlannedOrder[];
  readonly outcomes: readonly PurchaseLineOutcome[];
  readonly newOrders: readonly string[];
}

/** Reads what a batch meets and decides what becomes of each of its lines. Locks the orders it met. */
export async function planPurchases(trx: Trx, batch: PurchaseBatch, nextId: () => number): Promise<PurchasePlan> {
  const lines = batch.lines.map(tidied);
  const problems = lines.map(problemOf);
  const kept = lines.filter((_, index) => problems[index] === undefined);
  const products = batch.dryRun
    ? await knownProducts(trx, batch, kept)
    : await resolveProducts(trx, batch, kept, nextId);
  const orders = await meetOrders(trx, batch, kept, nextId);

  const outcomes = lines.map((line, index): PurchaseLineOutcome => {
    const code = problems[index];
    const order = orders.get(keyOf(batch, line));
    if (code !== undefined || !order)
      return { line: line.line, outcome: 'rejected', orderId: 0, ...(code && { code }) };
    const content = contentOf(line, line.productCode ? products.get(line.productCode) : undefined);
    const outcome = applyLine(order, line.lineKey, content, batch.importId ?? 0, nextId());
    return { line: line.line, outcome, orderId: batch.dryRun && order.isNew ? 0 : order.row.id };
  });
  const all = [...orders.values()];
  return {
    orders: all,
    outcomes,
    newOrders: all.filter(({ isNew, row }) => isNew || row.retracted === 1).map(({ row }) => row.order_key),
  };
}

/** What an order of this source is found by. */
export function orderKey(sourceId: number, currency: string, number: string): string {
  return `${sourceId}:${currency}:${number}`;
}

function keyOf(batch: PurchaseBatch, line: PurchaseLine): string {
  return orderKey(batch.sourceId, line.currency ?? batch.currency, line.orderNumber);
}

// Servers compare without regard to spaces at the end: none are kept anywhere.
function tidied(line: PurchaseLine): PurchaseLine {
  return {
    ...line,
    orderNumber: line.orderNumber.trim(),
    lineKey: line.lineKey.trim(),
    productCode: line.productCode?.trim() || undefined,
    productName: line.productName?.trim() || undefined,
  };
}

async function meetOrders(
  trx: Trx,
  batch: PurchaseBatch,
  lines: readonly PurchaseLine[],
  nextId: () => number,
): Promise<Map<string, PlannedOrder>> {
  const byKey = Map.groupBy(lines, (line) => keyOf(batch, line));
  const found = await readOrders(trx, 'order_key', [...byKey.keys()]);
  const ids = found.map(({ id }) => id);
  if (!batch.dryRun) await lockRows(trx, 'purchase_order', ids);
  // Read under the lock: what was found may have changed until it was ours.
  const known = await readOrders(trx, 'id', ids);
  const lineKeys = new Map(known.map((row) => [row.id, byKey.get(row.order_key)?.map(({ lineKey }) => lineKey) ?? []]));
  const knownLines = Map.groupBy(await readLinesOf(trx, known, lineKeys), ({ order_id }) => order_id);

  const orders = new Map<string, PlannedOrder>();
  for (const row of known) {
    const own = knownLines
      .get(row.id)
      ?.map((line): [string, PlannedLine] => [line.line_key, { row: line, change: 'none', versions: [] }]);
    orders.set(row.order_key, { row, isNew: false, isTouched: false, lines: new Map(own) });
  }
  for (const [key, [first]] of byKey) {
    if (orders.has(key) || !first) continue;
    orders.set(key, { row: newOrder(batch, first, key, nextId()), isNew: true, isTouched: false, lines: new Map() });
  }
  return orders;
}

function newOrder(batch: PurchaseBatch, first: PurchaseLine, key: string, id: number): OrderRow {
  return {
    id,
    customer_id: 0,
    subject_id: 0,
    source_id: batch.sourceId,
    number: first.orderNumber,
    order_key: key,
    currency: first.currency ?? batch.currency,
    placed_at: first.placedAt,
    total: 0,
    line_count: 0,
    return_count: 0,
    status: 'PLACED',
    retracted: 0,
    cancelled_at: null,
    created_at: batch.at,
    updated_at: batch.at,
    version: 1,
  };
}

function applyLine(
  order: PlannedOrder,
  lineKey: string,
  content: LineContent,
  importId: number,
  revision: number,
): 'created' | 'updated' | 'unchanged' {
  const identity = { order_id: order.row.id, line_key: lineKey, revision, import_id: importId, retracted: 0 };
  const line = order.lines.get(lineKey);
  if (!line) {
    order.isTouched = true;
    order.lines.set(lineKey, { row: { ...identity, id: revision, ...content }, change: 'insert', versions: [] });
    return 'created';
  }
  const known = line.row.retracted === 1 ? undefined : line.row;
  const shown = contentAfter(known, content);
  const isSame = known !== undefined && isSameContent(known, shown);
  // The same import saying the same again adds nothing; another one saying it keeps the line alive when this is undone.
  if (isSame && known.import_id === importId && (content.given & ~known.given) === 0) return 'unchanged';
  order.isTouched = true;
  line.versions.push(versionOf(line.row), { ...identity, ...content });
  // A state counts from when it was last heard; otherwise a line that says nothing new need not be written.
  if (isSame && shown.stated_status === null) return 'unchanged';
  // Taken back before, it is a line that comes now, and stands where it comes.
  line.row = { ...line.row, ...shown, ...identity, id: known ? line.row.id : revision };
  if (line.change === 'none') line.change = 'update';
  if (isSame) return 'unchanged';
  return known ? 'updated' : 'created';
}
