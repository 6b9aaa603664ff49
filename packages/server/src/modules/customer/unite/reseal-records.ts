import type { Trx } from '../../../platform/database/tables.ts';
import { openDocument, sealDocument } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';

/** A record and for whom it had been collected until then. */
export interface ResealedRecord {
  readonly id: number;
  readonly subjectId: number;
}

/**
 * Says of source records that they are about somebody else than was thought: they are sealed with that one's key instead, so that
 * erasing the one takes nothing from the other. Only records that the customer has, and that were not taken back, are; returns them
 * as they were.
 */
export async function resealRecords(
  trx: Trx,
  of: { readonly customerId: number; readonly recordIds: readonly number[]; readonly to: number },
  seals: Seals,
): Promise<ResealedRecord[]> {
  if (of.recordIds.length === 0) return [];
  const rows = await trx
    .selectFrom('source_record')
    .select(['id', 'subject_id', 'sealed'])
    .where('customer_id', '=', of.customerId)
    .where('id', 'in', [...of.recordIds])
    .where('retracted', '=', 0)
    .orderBy('id')
    .execute();
  seals.need([...rows, { subject_id: of.to }]);
  const resealed = rows.map((row) => ({
    row,
    // What was purged stays so.
    sealed: row.sealed && sealDocument(seals, { id: row.id, subject_id: of.to }, openDocument(seals, row)),
  }));
  seals.settle();
  for (const { row, sealed } of resealed)
    await trx
      .updateTable('source_record')
      .set({ customer_id: of.to, subject_id: of.to, sealed })
      .where('customer_id', '=', of.customerId)
      .where('id', '=', row.id)
      .execute();
  return rows.map(({ id, subject_id: subjectId }) => ({ id, subjectId }));
}
