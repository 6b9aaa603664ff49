import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { bulkInsert } from '../../platform/database/bulk-insert.ts';
import type { Queryable, Tables, Trx } from '../../platform/database/tables.ts';

/** What can be done with whose things are whose. */
export const CUSTODY_OPERATIONS = ['MERGE', 'UNMERGE', 'SPLIT'] as const;
/** One of {@link CUSTODY_OPERATIONS}. */
export type CustodyOperationKind = (typeof CUSTODY_OPERATIONS)[number];

/** How many of what an operation brought elsewhere. */
export interface MovedCounts {
  readonly records: number;
  readonly orders: number;
  readonly consents: number;
}

/** An operation as it is kept. */
export interface CustodyOperation {
  readonly id: number;
  readonly kind: CustodyOperationKind;
  /** The survivor of a merge; the one from whom something was taken out otherwise. */
  readonly customerId: number;
  /** The others: who was merged, given back, or made of what was split off. */
  readonly partyIds: readonly number[];
  readonly at: number;
  readonly actorId: number;
  readonly reason: string | null;
  /** MOVING while a job still brings orders after. */
  readonly state: 'DONE' | 'MOVING';
  readonly moved: MovedCounts;
}

/** Keeps an operation. */
export async function noteOperation(trx: Trx, operation: CustodyOperation): Promise<void> {
  const { id, kind, customerId, partyIds, at, actorId, reason, state, moved } = operation;
  await trx
    .insertInto('custody_operation')
    .values({ id, kind, customer_id: customerId, at, actor_id: actorId, reason, state, moved: JSON.stringify(moved) })
    .execute();
  await bulkInsert(
    trx,
    'custody_party',
    ['operation_id', 'customer_id'],
    partyIds.map((party) => [id, party]),
  );
}

/** Counts orders that were brought after, and says whether that was all. */
export async function addMovedOrders(
  trx: Trx,
  operationId: number,
  orders: number,
  state: CustodyOperation['state'],
): Promise<void> {
  const [operation] = await findOperations(trx, [operationId]);
  // Erased meanwhile, with its customers.
  if (!operation) return;
  const moved: MovedCounts = { ...operation.moved, orders: operation.moved.orders + orders };
  await trx
    .updateTable('custody_operation')
    .set({ moved: JSON.stringify(moved), state })
    .where('id', '=', operationId)
    .execute();
}

/** Which operations are asked for. */
export interface OperationQuestion {
  readonly customerId?: number | undefined;
  /** Only with customers for whom this holds, on either side; it speaks of the table `customer`. */
  readonly among?: Expression<SqlBool> | undefined;
  readonly kinds?: readonly CustodyOperationKind[] | undefined;
  readonly actorId?: number | undefined;
  /** From this millisecond. */
  readonly from?: number | undefined;
  /** Before this one. */
  readonly to?: number | undefined;
  /** The last one of the page before. */
  readonly before?: { readonly at: number; readonly id: number } | undefined;
  readonly limit: number;
}

/** Operations, the latest first. */
export async function operationsOf(db: Queryable, question: OperationQuestion): Promise<CustodyOperation[]> {
  const { customerId, among, kinds, actorId, from, to, before, limit } = question;
  let query = db.selectFrom('custody_operation').select(['custody_operation.id', 'custody_operation.at']);
  if (customerId !== undefined)
    query = query.where((eb) =>
      eb.or([
        eb('customer_id', '=', customerId),
        eb('id', 'in', eb.selectFrom('custody_party').select('operation_id').where('customer_id', '=', customerId)),
      ]),
    );
  if (among) query = query.where((eb) => isAmong(eb, among));
  if (kinds) query = query.where('kind', 'in', [...kinds]);
  if (actorId !== undefined) query = query.where('actor_id', '=', actorId);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<', to);
  if (before)
    query = query
      .where('at', '<=', before.at)
      .where((eb) => eb.or([eb('at', '<', before.at), eb('id', '<', before.id)]));
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute();
  const found = new Map(
    (
      await findOperations(
        db,
        rows.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  return rows.flatMap(({ id }) => found.get(id) ?? []);
}

function isAmong(eb: ExpressionBuilder<Tables, 'custody_operation'>, among: Expression<SqlBool>) {
  const party = eb
    .selectFrom('custody_party')
    .innerJoin('customer', 'customer.id', 'custody_party.customer_id')
    .select('customer.id')
    .whereRef('custody_party.operation_id', '=', 'custody_operation.id')
    .where(among);
  const itself = eb
    .selectFrom('customer')
    .select('customer.id')
    .whereRef('customer.id', '=', 'custody_operation.customer_id')
    .where(among);
  return eb.or([eb.exists(itself), eb.exists(party)]);
}

/** Operations by key, in no order. */
export async function findOperations(db: Queryable, ids: readonly number[]): Promise<CustodyOperation[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('custody_operation')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  const parties = await db
    .selectFrom('custody_party')
    .select(['operation_id', 'customer_id'])
    .where('operation_id', 'in', [...ids])
    .orderBy('customer_id')
    .execute();
  const byOperation = Map.groupBy(parties, ({ operation_id }) => operation_id);
  return rows.map((row) => ({
    id: row.id,
    // Only noteOperation writes them.
    kind: row.kind as CustodyOperationKind,
    customerId: row.customer_id,
    partyIds: (byOperation.get(row.id) ?? []).map(({ customer_id }) => customer_id),
    at: row.at,
    actorId: row.actor_id,
    reason: row.reason,
    state: row.state as CustodyOperation['state'],
    moved: JSON.parse(row.moved) as MovedCounts,
  }));
}
