import type { Comparison } from '../compare/comparison.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** How often the texts of one comparison are there: of those that are there more than once. */
export interface TermCounts {
  /** Records with a value. */
  readonly filled: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Counts that can be looked up, and no more. */
export type Looked<Counts extends { readonly counts: ReadonlyMap<string, number> }> = Omit<Counts, 'counts'> & {
  readonly counts: Pick<Counts['counts'], 'get'>;
};

/** How common each text of one comparison is. */
export interface TermFrequency {
  /** Share of records with a value that have this text; at least that of a text seen once. */
  shareOf(text: string): number;
}

/** Counts the texts of a comparison over all records. What is there once is forgotten: most are, and they take most of the room. */
export function countTerms(comparison: Comparison, records: readonly MatchRecord[]): TermCounts {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const record of records) {
    const terms = comparison.termsOf(record);
    if (terms.length === 0) continue;
    filled += 1;
    if (terms.length === 1) add(counts, terms[0] ?? '');
    else for (const term of new Set(terms)) add(counts, term);
  }
  return { filled, counts: new Map([...counts].filter(([, count]) => count > 1)) };
}

/** How common texts are, from counts. */
export function termFrequency({ filled, counts }: Looked<TermCounts>): TermFrequency {
  return { shareOf: (text) => (counts.get(text) ?? 1) / Math.max(1, filled) };
}

function add(counts: Map<string, number>, term: string): void {
  counts.set(term, (counts.get(term) ?? 0) + 1);
}
