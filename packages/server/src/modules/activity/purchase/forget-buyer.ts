import type { Database } from '../../../platform/database/database.ts';
import type { Queryable } from '../../../platform/database/tables.ts';

const AT_ONCE = 500;
const LINES = ['order_line', 'order_line_version'] as const;

/**
 * Takes a customer who is erased off all orders, some hundred in a transaction: they stay, with their money, as orders of
 * nobody. Repeated, it goes on where it was interrupted.
 *
 * @returns how many orders there were
 */
export async function forgetBuyer(db: Database, customerId: number): Promise<number> {
  let count = 0;
  for (;;) {
    const orderIds = await ordersTelling(db.heavy, customerId);
    if (orderIds.length === 0) return count;
    await db.transaction(async (trx) => {
      await trx
        .updateTable('purchase_order')
        .set((eb) => ({ customer_id: 0, subject_id: 0, version: eb('version', '+', 1) }))
        .where('id', 'in', orderIds)
        .where('customer_id', '=', customerId)
        .execute();
      // So that no import or undo finds the owner again.
      for (const table of LINES) {
        await trx
          .updateTable(table)
          .set({ named_customer_id: 0 })
          .where('order_id', 'in', orderIds)
          .where('named_customer_id', '=', customerId)
          .execute();
      }
    });
    count += orderIds.length;
  }
}

/** Orders of a customer, then others with a line that names it. */
async function ordersTelling(reader: Queryable, customerId: number): Promise<number[]> {
  const own = await reader
    .selectFrom('purchase_order')
    .select('id')
    .where('customer_id', '=', customerId)
    .where('retracted', 'in', [0, 1])
    .limit(AT_ONCE)
    .execute();
  if (own.length > 0) return own.map(({ id }) => id);
  const found = new Set<number>();
  for (const table of LINES) {
    const rows = await reader
      .selectFrom(table)
      .select('order_id')
      .distinct()
      .where('named_customer_id', '=', customerId)
      .limit(AT_ONCE)
      .execute();
    for (const { order_id } of rows) found.add(order_id);
  }
  return [...found];
}
