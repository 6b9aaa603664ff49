import type { MatchRecord } from '../record/match-record.ts';

/** How many records have each value. */
export function countValues(
  records: readonly MatchRecord[],
  valuesOf: (record: MatchRecord) => readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const record of records) for (const value of valuesOf(record)) addTo(counts, value);
  return counts;
}

/** Counts one more. */
export function addTo(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}
