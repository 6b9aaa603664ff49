import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';

/** A step through the customers of an import that is erased. */
interface PurgeStep {
  readonly importId: number;
  readonly afterCustomerId: number;
  readonly limit: number;
}

/**
 * Erases, after an undo, what an import had said about the next customers: the content of its retracted records. The empty
 * rows stay as the trace that something was here. Says where the next step begins, null at the end.
 */
export async function purgeImport(
  trx: Trx,
  step: PurgeStep,
): Promise<{ lastCustomerId: number | null; customers: number }> {
  let customerIds = await nextCustomers(trx, step);
  // A merge may have brought records to a customer who had been passed.
  if (customerIds.length === 0) customerIds = await nextCustomers(trx, { ...step, afterCustomerId: 0 });
  if (customerIds.length === 0) return { lastCustomerId: null, customers: 0 };
  // Whoever says just now that a record is about somebody else would write back what it had read.
  await lockRows(trx, 'customer', customerIds);
  await trx
    .updateTable('source_record')
    .set({ sealed: null, external_id: null, present: 0 })
    .where('import_id', '=', step.importId)
    .where('customer_id', 'in', customerIds)
    .where('retracted', '=', 1)
    .execute();
  return { lastCustomerId: customerIds.at(-1) ?? null, customers: customerIds.length };
}

/** Customers of whom the import's records still have something to erase. */
async function nextCustomers(trx: Trx, step: PurgeStep): Promise<number[]> {
  const rows = await trx
    .selectFrom('source_record')
    .select('customer_id')
    .distinct()
    .where('import_id', '=', step.importId)
    .where('customer_id', '>', step.afterCustomerId)
    .where('retracted', '=', 1)
    .where('sealed', 'is not', null)
    .orderBy('customer_id')
    .limit(step.limit)
    .execute();
  return rows.map(({ customer_id }) => customer_id);
}
