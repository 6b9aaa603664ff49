import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import type { Queryable, Row, Trx } from '../../platform/database/tables.ts';

const COLUMNS = ['customer_id', 'holder_id', 'operation_id', 'depth', 'from_at', 'to_at', 'ended_by'] as const;

/** One stretch of time in which a customer's things were with another. */
export type CustodyRow = Row<'customer_custody'>;

/** An operation, as far as it makes custody begin or end. */
export interface CustodyChange {
  readonly operationId: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Who is in the custody of each of these customers at present, near and far; customers without anybody are left out. */
export async function heldBy(db: Queryable, customerIds: readonly number[]): Promise<Map<number, number[]>> {
  if (customerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('customer_custody')
    .select(['customer_id', 'holder_id'])
    .where('holder_id', 'in', [...new Set(customerIds)])
    .where('to_at', 'is', null)
    .orderBy('customer_id')
    .execute();
  const held = Map.groupBy(rows, ({ holder_id }) => holder_id);
  return new Map([...held].map(([holder, own]) => [holder, own.map(({ customer_id }) => customer_id)]));
}

/** A customer and everybody in its custody at present: whose records, orders and decisions it shows. */
export async function subjectsOf(db: Queryable, customerId: number): Promise<number[]> {
  return [customerId, ...((await heldBy(db, [customerId])).get(customerId) ?? [])];
}

/** A customer and everybody who was ever in its custody. */
export async function subjectsEverOf(db: Queryable, customerId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('customer_custody')
    .select('customer_id')
    .distinct()
    .where('holder_id', '=', customerId)
    .execute();
  return [customerId, ...rows.map(({ customer_id }) => customer_id)];
}

/** With whom the things of each of these customers are at present: themselves, unless they were merged. */
export async function shownAs(db: Queryable, customerIds: readonly number[]): Promise<(customerId: number) => number> {
  const asked = [...new Set(customerIds)].filter((id) => id !== 0);
  if (asked.length === 0) return (id) => id;
  const rows = await presentCustody(db, asked);
  // The farthest comes last and stays.
  const holders = new Map(rows.map(({ customer_id, holder_id }) => [customer_id, holder_id]));
  return (id) => holders.get(id) ?? id;
}

/** Everybody who is in the custody of another at present, for a query: hidden, whatever of them is still kept under their own key. */
export function heldCustomers(db: Queryable) {
  return db.selectFrom('customer_custody').select('customer_id').where('to_at', 'is', null);
}

/** In whose custody these customers are at present, near and far. */
export async function presentCustody(db: Queryable, customerIds: readonly number[]): Promise<CustodyRow[]> {
  if (customerIds.length === 0) return [];
  return await db
    .selectFrom('customer_custody')
    .selectAll()
    .where('customer_id', 'in', [...customerIds])
    .where('to_at', 'is', null)
    .orderBy('depth')
    .execute();
}

/** All custody that these customers were ever in, or had. */
export async function custodyOf(db: Queryable, customerIds: readonly number[]): Promise<CustodyRow[]> {
  if (customerIds.length === 0) return [];
  return await db
    .selectFrom('customer_custody')
    .selectAll()
    .where((eb) => eb.or([eb('customer_id', 'in', [...customerIds]), eb('holder_id', 'in', [...customerIds])]))
    .orderBy('from_at')
    .orderBy('operation_id')
    .execute();
}

/** Whose records a customer showed at an instant: itself and who was in its custody; nobody's while it was merged. */
export function subjectsAt(custody: readonly CustodyRow[], customerId: number, at: number): number[] {
  const then = custody.filter(({ from_at, to_at }) => from_at <= at && (to_at === null || at < to_at));
  if (then.some(({ customer_id }) => customer_id === customerId)) return [];
  return [
    customerId,
    ...new Set(then.filter(({ holder_id }) => holder_id === customerId).map(({ customer_id }) => customer_id)),
  ];
}

/** With whom a customer's things were at an instant. */
export function shownAsAt(custody: readonly CustodyRow[], customerId: number, at: number): number {
  const then = custody.filter(
    ({ customer_id, from_at, to_at }) => customer_id === customerId && from_at <= at && (to_at === null || at < to_at),
  );
  return then.toSorted((a, b) => b.depth - a.depth)[0]?.holder_id ?? customerId;
}

/**
 * Gives customers, with everybody in their custody, into that of another. The caller holds the rows of all of them, and has made
 * sure that none is in anybody's custody: so there can be no circle.
 */
export async function takeInto(
  trx: Trx,
  holderId: number,
  customerIds: readonly number[],
  { operationId, at }: CustodyChange,
): Promise<void> {
  const below = await trx
    .selectFrom('customer_custody')
    .select(['customer_id', 'depth'])
    .where('holder_id', 'in', [...customerIds])
    .where('to_at', 'is', null)
    .execute();
  const rows = [
    ...customerIds.map((id) => [id, holderId, operationId, 1, at, null, null]),
    ...below.map(({ customer_id, depth }) => [customer_id, holderId, operationId, depth + 1, at, null, null]),
  ];
  await bulkInsert(trx, 'customer_custody', COLUMNS, rows);
}

/** Takes a customer, with everybody in its custody, out of that of all others. The caller holds their rows. */
export async function letGo(
  trx: Trx,
  customerId: number,
  { operationId, at }: CustodyChange,
): Promise<{ readonly from: number; readonly subjects: readonly number[] }> {
  const from = (await shownAs(trx, [customerId]))(customerId);
  const subjects = await subjectsOf(trx, customerId);
  await trx
    .updateTable('customer_custody')
    .set({ to_at: at, ended_by: operationId })
    .where('customer_id', 'in', subjects)
    .where('holder_id', 'not in', subjects)
    .where('to_at', 'is', null)
    .execute();
  return { from, subjects };
}
