import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { isDuplicateKey, TransactionConflict } from '../../../platform/database/engine-errors.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { IncomingBatch } from '../incoming.ts';
import { sealDocument } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';
import { presentOf } from '../source/pack-record.ts';
import { closedBy } from './close-records.ts';
import { SOURCE_RECORD_COLUMNS } from './columns.ts';
import type { Draft } from './draft.ts';
import { currentKey } from './recognise.ts';
import { type CustomerChange, writeChanges } from './write-changes.ts';

/** Writes the records of a batch, what they end, and what they change. */
export async function writeDrafts(
  trx: Trx,
  batch: IncomingBatch,
  drafts: readonly Draft[],
  changes: readonly CustomerChange[],
  seals: Seals,
): Promise<void> {
  const closed: number[] = [];
  const newest = new Map<string, number>();
  for (const { state, added } of drafts) {
    closed.push(...closedBy([...state.records, ...added.map(({ record }) => record)]));
    for (const { record } of added)
      if (record.externalId !== null) newest.set(currentKey(batch.sourceId, record.externalId), record.id);
  }
  const isClosed = new Set(closed);
  if (newest.size > 0) {
    await trx
      .updateTable('source_record')
      .set({ current_key: null })
      .where('current_key', 'in', [...newest.keys()])
      .execute();
  }
  const storedIds = new Set(drafts.flatMap(({ state }) => state.records.map(({ id }) => id)));
  const stored = closed.filter((id) => storedIds.has(id));
  if (stored.length > 0) {
    await trx
      .updateTable('source_record')
      .set({ recorded_to: batch.at })
      .where(
        'customer_id',
        'in',
        drafts.map(({ state }) => state.row.id),
      )
      .where('id', 'in', stored)
      .execute();
  }
  const rows = drafts.flatMap(({ state, added }) =>
    added.map(({ incoming, record }) => {
      const key = record.externalId === null ? null : currentKey(batch.sourceId, record.externalId);
      return [
        state.row.id,
        record.id,
        record.subjectId,
        batch.sourceId,
        record.externalId,
        key !== null && newest.get(key) === record.id ? key : null,
        batch.channel,
        batch.importId,
        incoming.line,
        batch.actorId,
        batch.at,
        isClosed.has(record.id) ? batch.at : null,
        0,
        presentOf(record.document),
        sealDocument(seals, { id: record.id, subject_id: record.subjectId }, record.document),
      ];
    }),
  );
  seals.settle();
  try {
    await bulkInsert(trx, 'source_record', SOURCE_RECORD_COLUMNS, rows);
    await writeChanges(trx, changes, seals);
  } catch (error) {
    // Someone else took the same key of the source, or the number, since we looked: look again from the start.
    throw isDuplicateKey(error) ? new TransactionConflict(error) : error;
  }
}
