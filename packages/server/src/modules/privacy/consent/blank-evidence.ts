import type { Trx } from '../../../platform/database/tables.ts';

/**
 * Takes the words out of a customer's consents: of one who was erased, that and when they decided is kept, under a key that
 * leads to nobody.
 *
 * @returns how many entries of the ledger are kept
 */
export async function blankEvidence(trx: Trx, customerId: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('consent_entry')
    .set({ evidence_text: null, file_id: null })
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
