import { bulkUpsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { foldRecords, type RecordInForce } from '../survivorship/fold-records.ts';
import { closing, type Disagreement, disagreements } from './disagreements.ts';

const COLUMNS = [
  'customer_id',
  'field',
  'source_a',
  'source_b',
  'is_open',
  'opened_at',
  'closed_at',
  'closed_by',
] as const;
const KEY = ['customer_id', 'field', 'source_a', 'source_b'] as const;

/** A customer whose records may have changed. */
export interface Heard {
  readonly customerId: number;
  /** Those in force now. */
  readonly records: readonly RecordInForce[];
}

/** Whether sources could disagree about a customer at all. */
export function isOfSeveral({ records }: Heard): boolean {
  const [first] = records;
  return records.some(({ sourceId }) => sourceId !== first?.sourceId);
}

/**
 * Opens and closes discrepancies of customers by what their sources say now: one statement to look, and one to write where something is
 * different. Call it with every change of records.
 */
export async function settleDiscrepancies(trx: Trx, heard: readonly Heard[], at: number): Promise<void> {
  if (heard.length === 0) return;
  const open = await trx
    .selectFrom('discrepancy')
    .select(['customer_id', 'field', 'source_a', 'source_b', 'opened_at'])
    .where(
      'customer_id',
      'in',
      heard.map(({ customerId }) => customerId),
    )
    .where('is_open', '=', 1)
    .execute();
  const openOf = Map.groupBy(open, ({ customer_id }) => customer_id);
  const rows = heard.flatMap((one) => {
    const known = openOf.get(one.customerId) ?? [];
    if (known.length === 0 && !isOfSeveral(one)) return [];
    const statements = foldRecords(one.records);
    const present = disagreements(statements);
    const isKnown = (each: Disagreement) => known.some((row) => keyOf(toDisagreement(row)) === keyOf(each));
    const opened = present
      .filter((each) => !isKnown(each))
      .map(({ field, sourceA, sourceB }) => [one.customerId, field, sourceA, sourceB, 1, at, null, null]);
    const closed = known
      .map((row) => ({ row, each: toDisagreement(row) }))
      .filter(({ each }) => !present.some((other) => keyOf(other) === keyOf(each)))
      .map(({ row, each }) => [
        one.customerId,
        each.field,
        each.sourceA,
        each.sourceB,
        0,
        row.opened_at,
        at,
        closing(statements, each),
      ]);
    return [...opened, ...closed];
  });
  await bulkUpsert(trx, 'discrepancy', COLUMNS, KEY, rows);
}

function toDisagreement(row: { field: string; source_a: number; source_b: number }): Disagreement {
  // Only codes of fields are written above.
  return { field: row.field as Disagreement['field'], sourceA: row.source_a, sourceB: row.source_b };
}

function keyOf({ field, sourceA, sourceB }: Disagreement): string {
  return `${field} ${sourceA} ${sourceB}`;
}
