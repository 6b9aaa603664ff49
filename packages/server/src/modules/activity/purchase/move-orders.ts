import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { shownAs } from '../../custody/index.ts';
import { eachPart, readParts } from './read-parts.ts';

/**
 * Gives orders that a customer has for these subjects to whom the subjects are shown as now, at most so many: after a merge, and
 * after one was taken back. Their lines say whom they were recorded for and stay as they are.
 *
 * @returns how many orders were given; as many as the limit when more may be left
 */
export async function moveOrders(
  trx: Trx,
  { from, subjects, limit }: { from: number; subjects: readonly number[]; limit: number },
): Promise<number> {
  const shown = await shownAs(trx, subjects);
  const leaving = subjects.filter((subject) => shown(subject) !== from);
  if (leaving.length === 0) return 0;
  const orders = await trx
    .selectFrom('purchase_order')
    .select(['id', 'subject_id'])
    .where('customer_id', '=', from)
    // Retracted ones too: they return with their owner when an undo is reversed.
    .where('retracted', 'in', [0, 1])
    .where('subject_id', 'in', leaving)
    .limit(limit)
    .execute();
  const keys = orders.map(({ id }) => id);
  await lockRows(trx, 'purchase_order', keys);
  for (const [to, own] of Map.groupBy(orders, ({ subject_id }) => shown(subject_id))) {
    await eachPart(
      own.map(({ id }) => id),
      (part) =>
        trx
          .updateTable('purchase_order')
          .set((eb) => ({ customer_id: to, version: eb('version', '+', 1) }))
          .where('id', 'in', part)
          .where('customer_id', '=', from)
          .where('subject_id', 'in', leaving)
          .execute(),
    );
  }
  return orders.length;
}

/** How many orders {@link moveOrders} would give in the end if these subjects left. */
export async function countMovable(
  reader: Queryable,
  { from, subjects }: { readonly from: number; readonly subjects: readonly number[] },
): Promise<number> {
  const { n } = await reader
    .selectFrom('purchase_order')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer_id', '=', from)
    .where('retracted', 'in', [0, 1])
    .where('subject_id', 'in', [...subjects])
    .executeTakeFirstOrThrow();
  return Number(n);
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

/** Orders that people or programs entered for each of these since an instant: nothing but the entry says whose they are. */
export async function handEnteredOrders(
  reader: Queryable,
  customerId: number,
  holders: readonly { readonly holderId: number; readonly since: number }[],
): Promise<{ id: number; created_at: number }[]> {
  return await reader
    .selectFrom('purchase_order')
    .select(['id', 'created_at'])
    .where('customer_id', '=', customerId)
    .where('retracted', '=', 0)
    .where((eb) =>
      eb.or(
        holders.map(({ holderId, since }) => eb.and([eb('subject_id', '=', holderId), eb('created_at', '>=', since)])),
      ),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('order_line')
          .select('order_line.id')
          .whereRef('order_line.order_id', '=', 'purchase_order.id')
          .where('order_line.import_id', '=', 0),
      ),
    )
    .orderBy('id')
    .execute();
}
