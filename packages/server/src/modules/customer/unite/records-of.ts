import type { Queryable } from '../../../platform/database/tables.ts';
import { openDocument } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';
import { toRecordInForce } from '../source/pack-record.ts';
import { type RecordInForce, threadOf } from '../survivorship/fold-records.ts';

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

/** The threads of a customer that had begun before an instant for each of these subjects, also with what was taken back since. */
export async function earlierThreads(
  db: Queryable,
  customerId: number,
  holders: readonly { readonly holderId: number; readonly since: number }[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('source_record')
    .select(['source_id', 'external_id', 'subject_id'])
    .distinct()
    .where('customer_id', '=', customerId)
    .where('external_id', 'is not', null)
    .where((eb) =>
      eb.or(
        holders.map(({ holderId, since }) =>
          eb.and([eb('subject_id', '=', holderId), eb('recorded_from', '<', since)]),
        ),
      ),
    )
    .execute();
  return new Set(
    rows.map((row) => threadOf({ sourceId: row.source_id, externalId: row.external_id, subjectId: row.subject_id })),
  );
}
