import { bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';

/** Why numbers of merged customers are retired. */
const MERGED = 'merged';

/** Says that customers are part of another: hidden, and their numbers lead to that one. Everything of them is with it already. */
export async function markMerged(trx: Trx, customerIds: readonly number[], into: number, at: number): Promise<void> {
  await trx
    .updateTable('customer')
    .set((eb) => ({ status: 'MERGED', updated_at: at, version: eb('version', '+', 1) }))
    .where('id', 'in', [...customerIds])
    .execute();
  await leadNumbers(trx, customerIds, into, at);
}

/** Lets the numbers of customers lead to another: also of those who were merged before, and go along. */
export async function leadNumbers(trx: Trx, customerIds: readonly number[], to: number, at: number): Promise<void> {
  if (customerIds.length === 0) return;
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'number'])
    .where('id', 'in', [...customerIds, to])
    .execute();
  const successor = rows.find(({ id }) => id === to)?.number ?? null;
  await bulkUpsert(
    trx,
    'number_alias',
    ['number', 'state', 'customer_id', 'successor', 'changed_at', 'reason'],
    ['number'],
    rows.filter(({ id }) => id !== to).map(({ number }) => [number, 'RETIRED', to, successor, at, MERGED]),
  );
}

/** Makes a customer one of its own again, as it was: archived if it was archived before it was merged. */
export async function markReleased(trx: Trx, customerId: number, at: number): Promise<void> {
  const customer = await trx
    .selectFrom('customer')
    .select(['number', 'archived_at'])
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('customer')
    .set((eb) => ({
      status: customer.archived_at === null ? 'ACTIVE' : 'ARCHIVED',
      updated_at: at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', customerId)
    .execute();
  await trx.deleteFrom('number_alias').where('number', '=', customer.number).where('reason', '=', MERGED).execute();
}
