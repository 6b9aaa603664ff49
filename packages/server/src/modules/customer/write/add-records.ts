import type { SourceDocument } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { sealDocument } from '../sealed/seal-rows.ts';
import type { Seals } from '../sealed/seals.ts';
import { presentOf } from '../source/pack-record.ts';
import type { RecordInForce } from '../survivorship/fold-records.ts';
import { closedBy } from './close-records.ts';
import { SOURCE_RECORD_COLUMNS } from './columns.ts';
import type { CustomerState } from './customer-state.ts';

/** What one source says anew about one customer; `id` is the key of the record. */
export interface NewRecord {
  readonly id: number;
  readonly state: CustomerState;
  readonly sourceId: number;
  readonly document: SourceDocument;
}

const CHANNELS = { token: 'API', system: 'RULE' } as const;

/**
 * Adds what people or programs say about customers, and closes the records of the same source that it says in full: two
 * statements, however many customers. What is shown is not computed: `recompute` does that.
 */
export async function addRecords(trx: Trx, ctx: Ctx, records: readonly NewRecord[], seals: Seals): Promise<void> {
  const at = ctx.now();
  const closed = records.flatMap(({ id, state, sourceId, document }) =>
    closedBy([...state.records, recordOf({ id, state, sourceId, document }, at)]).filter((one) => one !== id),
  );
  if (closed.length > 0)
    await trx
      .updateTable('source_record')
      .set({ recorded_to: at })
      .where(
        'customer_id',
        'in',
        records.map(({ state }) => state.row.id),
      )
      .where('id', 'in', closed)
      .execute();
  const { kind, userId } = ctx.actor;
  const channel = kind === 'token' || kind === 'system' ? CHANNELS[kind] : 'CONSOLE';
  const rows = records.map(({ id, state: { row }, sourceId, document }) => [
    row.id,
    id,
    row.subject_id,
    sourceId,
    null,
    null,
    channel,
    null,
    null,
    userId,
    at,
    null,
    0,
    presentOf(document),
    sealDocument(seals, { id, subject_id: row.subject_id }, document),
  ]);
  seals.settle();
  await bulkInsert(trx, 'source_record', SOURCE_RECORD_COLUMNS, rows);
}

function recordOf({ id, state, sourceId, document }: NewRecord, at: number): RecordInForce {
  const subjectId = state.row.subject_id;
  return { id, subjectId, sourceId, externalId: null, importId: null, recordedFrom: at, document };
}
