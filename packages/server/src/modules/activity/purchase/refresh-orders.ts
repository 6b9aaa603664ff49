import { type Selectable, sql } from 'kysely';
import { bulkInsert, bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Tables, Trx } from '../../../platform/database/tables.ts';
import { holdShown, shownAs } from '../../custody/index.ts';
import type { OrderStatus } from './purchase-batch.ts';
import { readParts } from './read-parts.ts';

/** An order as stored. */
export type OrderRow = Selectable<Tables['purchase_order']>;

/** All columns of an order, in the order that bulk writes use. */
export const ORDER_COLUMNS = [
  'id',
  'customer_id',
  'subject_id',
  'source_id',
  'number',
  'order_key',
  'currency',
  'placed_at',
  'total',
  'line_count',
  'return_count',
  'status',
  'retracted',
  'cancelled_at',
  'created_at',
  'updated_at',
  'version',
] as const satisfies readonly (keyof OrderRow)[];

/** What an order's live lines add up to. */
interface LineSummary {
  readonly orderId: number;
  readonly total: number;
  readonly lineCount: number;
  readonly returnCount: number;
  readonly sold: number;
  readonly returned: number;
  readonly placedAt: number;
  /** For whom its lines are recorded. */
  subjectId: number;
  statedStatus: string | null;
}

/**
 * Computes orders anew from their live lines and writes them, in the transaction that changed the lines. An order without
 * a live line is marked retracted and keeps its key. Returns the orders as they are now.
 */
export async function refreshOrders(
  trx: Trx,
  orders: { readonly created: readonly OrderRow[]; readonly known: readonly OrderRow[] },
  at: number,
): Promise<Map<number, OrderRow>> {
  const ids = [...orders.created, ...orders.known].map(({ id }) => id);
  const summaries = new Map((await summarise(trx, ids)).map((summary) => [summary.orderId, summary]));
  const subjects = [...summaries.values()].map(({ subjectId }) => subjectId);
  // Of new orders the caller holds the customers. A known one that turns out to be somebody else's would be overlooked by a merge of that one.
  const changed = orders.known.flatMap(({ id, subject_id }) => {
    const subjectId = summaries.get(id)?.subjectId ?? 0;
    return subjectId === 0 || subjectId === subject_id ? [] : [subjectId];
  });
  await holdShown(trx, [...new Set(changed)]);
  const shown = await shownAs(trx, subjects);
  const orderAfter = (row: OrderRow) => refreshed(row, summaries.get(row.id), shown, at);
  const created = orders.created.map(orderAfter);
  const known = orders.known.map((row) => ({
    ...orderAfter(row),
    version: row.version + 1,
  }));
  await bulkInsert(trx, 'purchase_order', ORDER_COLUMNS, created.map(valuesOf));
  await bulkUpsert(trx, 'purchase_order', ORDER_COLUMNS, ['id'], known.map(valuesOf));
  return new Map([...created, ...known].map((row) => [row.id, row]));
}

function valuesOf(row: OrderRow): unknown[] {
  return ORDER_COLUMNS.map((column) => row[column]);
}

function refreshed(
  row: OrderRow,
  summary: LineSummary | undefined,
  shown: (subjectId: number) => number,
  at: number,
): OrderRow {
  if (!summary) return { ...row, total: 0, line_count: 0, return_count: 0, retracted: 1, updated_at: at };
  const { subjectId } = summary;
  return {
    ...row,
    customer_id: shown(subjectId),
    subject_id: subjectId,
    placed_at: summary.placedAt,
    total: summary.total,
    line_count: summary.lineCount,
    return_count: summary.returnCount,
    status: row.cancelled_at === null ? statusOf(summary) : 'CANCELLED',
    retracted: 0,
    updated_at: at,
  };
}

function statusOf({ statedStatus, sold, returned, returnCount }: LineSummary): OrderStatus {
  // Only the values of OrderStatus are ever stored.
  if (statedStatus !== null) return statedStatus as OrderStatus;
  if (returnCount === 0) return 'PLACED';
  return returned >= sold ? 'RETURNED' : 'PARTLY_RETURNED';
}

async function summarise(reader: Queryable, orderIds: readonly number[]): Promise<LineSummary[]> {
  const rows = await readParts(orderIds, (part) =>
    reader
      .selectFrom('order_line')
      .select((eb) => [
        'order_id as orderId',
        sql<string>`cast(sum(amount) as char)`.as('total'),
        eb.fn.countAll<number>().as('lineCount'),
        sql<number>`sum(case when kind = 'RETURN' then 1 else 0 end)`.as('returnCount'),
        sql<string>`cast(sum(case when kind = 'SALE' then quantity else 0 end) as char)`.as('sold'),
        sql<string>`cast(sum(case when kind = 'RETURN' then -quantity else 0 end) as char)`.as('returned'),
        eb.fn.min('placed_at').as('placedAt'),
        sql<number | null>`min(case when named_customer_id <> 0 then named_customer_id end)`.as('leastCustomer'),
        eb.fn.max('named_customer_id').as('greatestCustomer'),
        sql<string | null>`min(stated_status)`.as('leastStatus'),
        sql<string | null>`max(stated_status)`.as('greatestStatus'),
      ])
      .where('order_id', 'in', part)
      .where('retracted', '=', 0)
      .groupBy('order_id')
      .execute(),
  );
  const summaries = rows.map((row) => ({
    orderId: row.orderId,
    total: Number(row.total),
    lineCount: Number(row.lineCount),
    returnCount: Number(row.returnCount),
    sold: Number(row.sold),
    returned: Number(row.returned),
    placedAt: Number(row.placedAt),
    subjectId: Number(row.greatestCustomer),
    statedStatus: row.greatestStatus,
    isDisputed:
      (row.leastCustomer !== null && row.leastCustomer !== row.greatestCustomer) ||
      row.leastStatus !== row.greatestStatus,
  }));
  const disputed = summaries.filter(({ isDisputed }) => isDisputed);
  if (disputed.length > 0) await settle(reader, disputed);
  return summaries;
}

/** Lines disagree: the line that came first and names a customer decides the customer, the newest status the status. */
async function settle(reader: Queryable, disputed: readonly LineSummary[]): Promise<void> {
  const lines = await readParts(
    disputed.map(({ orderId }) => orderId),
    (part) =>
      reader
        .selectFrom('order_line')
        .select(['order_id', 'id', 'revision', 'named_customer_id', 'stated_status'])
        .where('order_id', 'in', part)
        .where('retracted', '=', 0)
        .execute(),
  );
  const byOrder = Map.groupBy(lines, ({ order_id }) => order_id);
  for (const summary of disputed) {
    const own = byOrder.get(summary.orderId) ?? [];
    const naming = own.filter(({ named_customer_id }) => named_customer_id !== 0).toSorted((a, b) => a.id - b.id);
    const stating = own
      .filter(({ stated_status }) => stated_status !== null)
      .toSorted((a, b) => b.revision - a.revision);
    summary.subjectId = naming[0]?.named_customer_id ?? 0;
    summary.statedStatus = stating[0]?.stated_status ?? null;
  }
}
