import { TransactionConflict } from '../../platform/database/engine-errors.ts';
import { lockRows } from '../../platform/database/lock-rows.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { shownAs } from './custody.ts';

/**
 * Says with whom the things of these customers are, and keeps it so until the transaction ends: whoever merges or un-merges holds the row
 * of the one who is shown. When somebody did so just now, the transaction begins anew.
 */
export async function holdShown(trx: Trx, customerIds: readonly number[]): Promise<(customerId: number) => number> {
  const before = await shownAs(trx, customerIds);
  await lockRows(trx, 'customer', [...new Set(customerIds.map(before))]);
  const now = await shownAs(trx, customerIds);
  if (customerIds.some((id) => now(id) !== before(id)))
    throw new TransactionConflict(new Error('a customer was just merged, or given back'));
  return now;
}
