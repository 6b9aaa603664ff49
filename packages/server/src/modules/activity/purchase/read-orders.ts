import type { Queryable } from '../../../platform/database/tables.ts';
import { LINE_COLUMNS } from './line-columns.ts';
import type { LineRow } from './line-content.ts';
import { readParts } from './read-parts.ts';
import { ORDER_COLUMNS, type OrderRow } from './refresh-orders.ts';

// Above this an order's lines are looked up one by one instead of being read whole.
const LARGE_ORDER = 2_000;

/** Whole orders by key or by order key. */
export async function readOrders(
  reader: Queryable,
  by: 'id' | 'order_key',
  keys: readonly (string | number)[],
): Promise<OrderRow[]> {
  return await readParts(keys, (part) =>
    // The two columns have one type of key each, which the caller passes.
    reader
      .selectFrom('purchase_order')
      .select(ORDER_COLUMNS)
      .where(by, 'in', part as readonly number[])
      .execute(),
  );
}

/** The lines of orders; of very large orders only those with the given line keys. */
export async function readLinesOf(
  reader: Queryable,
  orders: readonly OrderRow[],
  lineKeys: ReadonlyMap<number, readonly string[]>,
): Promise<LineRow[]> {
  const usual = orders.filter(({ line_count }) => line_count <= LARGE_ORDER).map(({ id }) => id);
  const lines = await readParts(usual, (part) =>
    reader.selectFrom('order_line').select(LINE_COLUMNS).where('order_id', 'in', part).execute(),
  );
  for (const { id, line_count } of orders) {
    if (line_count <= LARGE_ORDER) continue;
    const some = await readParts(lineKeys.get(id) ?? [], (part) =>
      reader
        .selectFrom('order_line')
        .select(LINE_COLUMNS)
        .where('order_id', '=', id)
        .where('line_key', 'in', part)
        .execute(),
    );
    for (const line of some) lines.push(line);
  }
  return lines;
}
