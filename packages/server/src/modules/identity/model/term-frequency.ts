import type { Comparison } from '../compare/comparison.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** How common each text of one comparison is. */
export interface TermFrequency {
  /** Share of records with a value that have this text; at least that of a text seen once. */
  shareOf(text: string): number;
  /** Chance that two records share a text: the sum of the squared shares. */
  readonly collision: number;
}

/** Counts the texts of a comparison over all records. */
export function termFrequency(comparison: Comparison, records: readonly MatchRecord[]): TermFrequency {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const record of records) {
    const terms = comparison.termsOf(record);
    if (terms.length === 0) continue;
    filled += 1;
    for (const term of new Set(terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  let collision = 0;
  for (const count of counts.values()) collision += (count / filled) * ((count - 1) / Math.max(1, filled - 1));
  return { shareOf: (text) => (counts.get(text) ?? 1) / Math.max(1, filled), collision };
}
