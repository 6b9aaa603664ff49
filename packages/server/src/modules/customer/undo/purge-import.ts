import type { Trx } from '../../../platform/database/tables.ts';

/**
 * Erases, after an undo, what an import had said about the next customers: the content of its retracted records. The empty
 * rows stay as the trace that something was here. Says where the next step begins, null at the end.
 */
export async function purgeImport(
  trx: Trx,
  step: { importId: number; afterCustomerId: number; limit: number },
): Promise<{ lastCustomerId: number | null; customers: number }> {
  const rows = await trx
    .selectFrom('source_record')
    .select('customer_id')
    .distinct()
    .where('import_id', '=', step.importId)
    .where('customer_id', '>', step.afterCustomerId)
    .where('retracted', '=', 1)
    .orderBy('customer_id')
    .limit(step.limit)
    .execute();
  const customerIds = rows.map(({ customer_id }) => customer_id);
  if (customerIds.length === 0) return { lastCustomerId: null, customers: 0 };
  await trx
    .updateTable('source_record')
    .set({ sealed: null, external_id: null, present: 0 })
    .where('import_id', '=', step.importId)
    .where('customer_id', 'in', customerIds)
    .where('retracted', '=', 1)
    .execute();
  return { lastCustomerId: customerIds.at(-1) ?? null, customers: customerIds.length };
}
