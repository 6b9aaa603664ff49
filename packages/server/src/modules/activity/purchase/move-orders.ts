import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { eachPart, readParts } from './read-parts.ts';

/**
 * Gives orders of one customer to another, as a merge does, or gives some of them (`orderIds`) back, as an un-merge does.
 * Returns the orders moved. Their subject stays: it tells for whom they were recorded.
 */
export async function moveOrders(
  trx: Trx,
  fromCustomer: number,
  toCustomer: number,
  orderIds?: readonly number[],
): Promise<number[]> {
  const all = orderIds ?? (await ordersOf(trx, fromCustomer));
  await lockRows(trx, 'purchase_order', all);
  const ids = await readParts(all, async (part) => {
    const rows = await trx
      .selectFrom('purchase_order')
      .select('id')
      .where('id', 'in', part)
      .where('customer_id', '=', fromCustomer)
      .execute();
    return rows.map(({ id }) => id);
  });
  await eachPart(ids, (part) =>
    trx
      .updateTable('purchase_order')
      .set((eb) => ({ customer_id: toCustomer, version: eb('version', '+', 1) }))
      .where('id', 'in', part)
      .execute(),
  );
  // What the lines say of the customer follows, so that a later import or undo finds the same owner.
  for (const table of ['order_line', 'order_line_version'] as const) {
    await eachPart(ids, (part) =>
      trx
        .updateTable(table)
        .set({ named_customer_id: toCustomer })
        .where('order_id', 'in', part)
        .where('named_customer_id', '=', fromCustomer)
        .execute(),
    );
  }
  return ids;
}

/** Which of these customers have a purchase that counts. */
export async function hasOrders(reader: Queryable, customerIds: readonly number[]): Promise<Set<number>> {
  const rows = await readParts(customerIds, (part) =>
    reader
      .selectFrom('purchase_order')
      .select('customer_id')
      .distinct()
      .where('customer_id', 'in', part)
      .where('retracted', '=', 0)
      .execute(),
  );
  return new Set(rows.map(({ customer_id }) => customer_id));
}

/** How many purchases that count belong to nobody yet. */
export async function countOrdersWithoutCustomer(reader: Queryable): Promise<number> {
  return await countOrdersOf(reader, 0);
}

/** How many purchases of a customer count. */
export async function countOrdersOf(reader: Queryable, customerId: number): Promise<number> {
  const row = await reader
    .selectFrom('purchase_order')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer_id', '=', customerId)
    .where('retracted', '=', 0)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

// Retracted orders too: they return with their owner when an undo is reversed.
async function ordersOf(reader: Queryable, customerId: number): Promise<number[]> {
  const rows = await reader
    .selectFrom('purchase_order')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('retracted', 'in', [0, 1])
    .execute();
  return rows.map(({ id }) => id);
}
