import { bulkInsert, bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { LINE_COLUMNS, VERSION_COLUMNS } from './line-columns.ts';
import { type PlannedOrder, planPurchases } from './plan-purchases.ts';
import type { PurchaseBatch, PurchaseResult, PurchaseWarning, ReservedPurchases } from './purchase-batch.ts';
import { type OrderRow, refreshOrders } from './refresh-orders.ts';

// A line can bring a product, its name and an order, and is one key itself.
const KEYS_PER_LINE = 4;

/** Takes the primary keys for a batch of at most `lines` lines. Call before the transaction begins. */
export async function reservePurchases(ctx: Ctx, lines: number): Promise<ReservedPurchases> {
  const count = Math.max(1, lines * KEYS_PER_LINE);
  return { firstId: await ctx.db.ids.reserve(count), count };
}

/**
 * Applies lines of purchases in the caller's transaction: unknown lines are added, known ones updated (what they were is
 * kept, so that undoing the import shows it again), none removed. Orders are their lines, also when these are not adjacent
 * or come in several batches; their totals agree with their lines when this returns. The number of statements grows with
 * the size of the batch in steps of hundreds of lines, never with its content. A line that cannot be kept is rejected alone.
 */
export async function applyPurchaseLines(
  ctx: Ctx,
  trx: Trx,
  reserved: ReservedPurchases,
  batch: PurchaseBatch,
): Promise<PurchaseResult> {
  // From the beginning each time: a transaction that is run again left nothing behind.
  let next = reserved.firstId;
  const nextId = () => {
    if (next >= reserved.firstId + reserved.count) throw new Error('more purchase lines than keys were reserved for');
    return next++;
  };
  const plan = await planPurchases(trx, batch, nextId);
  const result = { lines: plan.outcomes, newOrders: plan.newOrders };
  if (batch.dryRun) return { ...result, warnings: [], customerIds: [] };

  const orders = plan.orders.filter(({ isTouched }) => isTouched);
  await writeLines(trx, orders);
  if (batch.importId !== null) await rememberOrders(trx, batch.importId, orders);
  const before = orders.filter(({ isNew }) => !isNew).map(({ row }) => row);
  const created = orders.filter(({ isNew }) => isNew).map(({ row }) => row);
  const after = await refreshOrders(trx, { created, known: before }, ctx.now());
  return {
    ...result,
    warnings: warningsOf(batch, plan.outcomes, after),
    customerIds: concerned([...before, ...after.values()]),
  };
}

async function writeLines(trx: Trx, orders: readonly PlannedOrder[]): Promise<void> {
  const lines = orders.flatMap((order) => [...order.lines.values()]);
  const added = lines.filter(({ change }) => change === 'insert');
  const changed = lines.filter(({ change }) => change === 'update');
  const versions = lines.flatMap((line) => line.versions);
  await bulkInsert(
    trx,
    'order_line',
    LINE_COLUMNS,
    added.map(({ row }) => LINE_COLUMNS.map((column) => row[column])),
  );
  await bulkUpsert(
    trx,
    'order_line',
    LINE_COLUMNS,
    ['order_id', 'line_key'],
    changed.map(({ row }) => LINE_COLUMNS.map((column) => row[column])),
  );
  await bulkInsert(
    trx,
    'order_line_version',
    VERSION_COLUMNS,
    versions.map((version) => VERSION_COLUMNS.map((column) => version[column])),
    { onConflict: 'skip' },
  );
}

async function rememberOrders(trx: Trx, importId: number, orders: readonly PlannedOrder[]): Promise<void> {
  const rows = orders.map(({ row }) => [importId, row.id]);
  await bulkInsert(trx, 'import_order', ['import_id', 'order_id'], rows, { onConflict: 'skip' });
}

function warningsOf(
  batch: PurchaseBatch,
  outcomes: PurchaseResult['lines'],
  orders: ReadonlyMap<number, OrderRow>,
): PurchaseWarning[] {
  return batch.lines.flatMap(({ line, customerId }, index) => {
    const order = orders.get(outcomes[index]?.orderId ?? 0);
    if (!order || customerId === 0 || order.customer_id === customerId) return [];
    return [{ line, code: 'ORDER_CUSTOMER_DIFFERS' as const }];
  });
}

function concerned(rows: readonly OrderRow[]): number[] {
  return [...new Set(rows.map(({ customer_id }) => customer_id))].filter((id) => id !== 0);
}
