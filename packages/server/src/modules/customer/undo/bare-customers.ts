import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { restoreWithdrawn } from './retract-import.ts';

/** Which of these customers no source record speaks for. */
export async function withoutRecords(database: Queryable, customerIds: readonly number[]): Promise<number[]> {
  if (customerIds.length === 0) return [];
  const rows = await database
    .selectFrom('source_record')
    .select('customer_id')
    .distinct()
    .where('customer_id', 'in', [...customerIds])
    .where('retracted', '=', 0)
    .execute();
  const known = new Set(rows.map(({ customer_id }) => customer_id));
  return customerIds.filter((id) => !known.has(id));
}

/** Makes withdrawn customers again what they were, for example when their purchases return. */
export async function restoreCustomers(trx: Trx, customerIds: readonly number[], at: number): Promise<void> {
  if (customerIds.length > 0) await restoreWithdrawn(trx, customerIds, at);
}
