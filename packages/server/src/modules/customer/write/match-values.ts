import { foldName } from '@dossier/shared/standardise';
import type { IncomingRecord, MatchField } from '../incoming.ts';

// A record is asked for its keys several times while it is recognised.
const known = new WeakMap<IncomingRecord, Map<readonly MatchField[], string[]>>();

/** The values of an exact key that a record has: none when one of its fields is missing, several with several phones. */
export function keyValues(record: IncomingRecord, key: readonly MatchField[]): string[] {
  const ofRecord = known.get(record) ?? new Map<readonly MatchField[], string[]>();
  if (ofRecord.size === 0) known.set(record, ofRecord);
  const before = ofRecord.get(key);
  if (before) return before;
  const values = combine(record, key);
  ofRecord.set(key, values);
  return values;
}

function combine(record: IncomingRecord, key: readonly MatchField[]): string[] {
  let combined = [key.join('+')];
  for (const field of key) {
    const values = matchValues(record, field);
    combined = combined.flatMap((prefix) => values.map((value) => `${prefix}|${value}`));
  }
  return combined;
}

/** The comparable values of one field of a record. */
export function matchValues(record: IncomingRecord, field: MatchField): string[] {
  const { fields, contactPoints = [], identifiers = [] } = record.document;
  if (field === 'NAME') {
    const name = fields.NAME?.value;
    return name ? [foldName(name)] : [];
  }
  if (field === 'BIRTH_DATE') return fields.BIRTH_DATE?.value ? [fields.BIRTH_DATE.value] : [];
  const facts: readonly { type: string; matchKey?: string }[] = [...contactPoints, ...identifiers];
  return facts.flatMap(({ type, matchKey }) => (type === field && matchKey !== undefined ? [matchKey] : []));
}
