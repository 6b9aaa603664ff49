import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { CUSTOMER_COLUMNS } from '../write/columns.ts';
import { newState } from '../write/customer-state.ts';

/** Adds a customer of whom nothing is known yet, in the transaction that gives it records; its key and number were reserved. */
export async function addBareCustomer(
  trx: Trx,
  { kind, ...of }: { readonly id: number; readonly number: string; readonly kind: string; readonly at: number },
): Promise<void> {
  const row = { ...newState(of).row, kind };
  await bulkInsert(trx, 'customer', CUSTOMER_COLUMNS, [CUSTOMER_COLUMNS.map((column) => row[column])]);
}
