import type { Queryable } from '../../../platform/database/tables.ts';
import { openDocument } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';
import { toRecordInForce } from '../source/pack-record.ts';
import type { RecordInForce } from '../survivorship/fold-records.ts';

/** Everything that was said about a customer and not taken back, also what was said anew since; oldest first. */
export async function recordsOf(db: Queryable, customerId: number, seals: Seals): Promise<RecordInForce[]> {
  const rows = await db
    .selectFrom('source_record')
    .select(['id', 'subject_id', 'source_id', 'external_id', 'import_id', 'recorded_from', 'sealed'])
    .where('customer_id', '=', customerId)
    .where('retracted', '=', 0)
    .orderBy('recorded_from')
    .orderBy('id')
    .execute();
  seals.need(rows);
  return rows.map((row) => toRecordInForce({ ...row, document: openDocument(seals, row) }));
}
