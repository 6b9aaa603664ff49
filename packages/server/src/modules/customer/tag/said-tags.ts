import type { Row } from '../../../platform/database/tables.ts';
import { foldRecords, type RecordInForce } from '../survivorship/fold-records.ts';

/**
 * The tags that somebody but the customer's own staff says it has, with whom each comes from: what sources say of it and of those
 * who were merged into it, unless staff had taken it off those, and what staff had put on them.
 *
 * @param othersTags what staff put on or took off those who were merged into it
 */
export function saidTags(
  customerId: number,
  records: readonly RecordInForce[],
  othersTags: readonly Row<'customer_tag'>[],
  tagIdOf: (name: string) => number,
): Map<number, number> {
  const said = new Map<number, number>();
  for (const [subjectId, own] of Map.groupBy(records, (record) => record.subjectId)) {
    const takenOff = othersTags.filter(({ customer_id, origin }) => customer_id === subjectId && origin === 'REMOVED');
    for (const tagId of foldRecords(own).flatMap(({ tags }) => tags.map(({ fact }) => tagIdOf(fact))))
      if (subjectId === customerId || !takenOff.some(({ tag_id }) => tag_id === tagId)) said.set(tagId, subjectId);
  }
  for (const { customer_id, tag_id, origin } of othersTags) if (origin === 'STAFF') said.set(tag_id, customer_id);
  return said;
}
