import type { Queryable } from '../../../platform/database/tables.ts';

/** How many records a source gave for one of those who are shown as a customer. */
export interface RecordCount {
  readonly subjectId: number;
  readonly sourceId: number;
  readonly records: number;
}

/** How many records each source gave for each of these subjects of a customer; none that was taken back. */
export async function recordCounts(
  db: Queryable,
  customerId: number,
  subjects: readonly number[],
): Promise<RecordCount[]> {
  const rows = await db
    .selectFrom('source_record')
    .select(['subject_id as subjectId', 'source_id as sourceId', (eb) => eb.fn.countAll<number>().as('records')])
    .where('customer_id', '=', customerId)
    .where('subject_id', 'in', [...subjects])
    .where('retracted', '=', 0)
    .groupBy(['subject_id', 'source_id'])
    .orderBy('source_id')
    .execute();
  return rows.map((row) => ({ ...row, records: Number(row.records) }));
}

/** The numbers of these customers, also of those who were merged. */
export async function numbersOfCustomers(
  db: Queryable,
  customerIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (customerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'number'])
    .where('id', 'in', [...customerIds])
    .execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}
