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
  /** The chance that a stranger has this text of somebody. */
  shareOf(text: string): number;
}

/** What is expected of the texts of a comparison before they are counted. */
export interface ExpectedTerms {
  /** Chance that two strangers agree. */
  readonly strangers: number;
  /** How many others with the same text are expected to be the same customer. */
  readonly own: number;
}

/** Texts that fewer have tell who has them: they are not kept, and count as the rarest there are. */
export const COMMON = 5;

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

/**
 * How common texts are among strangers, from counts: without the two who share it, and without others who are expected to be the same
 * customer. Few counts tell little, so the mean is that of a Poisson rate before which an exponential one with the mean chance among
 * strangers stands: among few customers every text looks common, and is not.
 */
export function termFrequency(
  { filled, counts }: Looked<TermCounts>,
  { strangers, own }: ExpectedTerms,
): TermFrequency {
  const all = filled + 1 / strangers;
  return {
    shareOf(text) {
      const count = counts.get(text) ?? 0;
      return count < COMMON ? 1 / all : (1 + Math.max(0, count - 2 - own)) / all;
    },
  };
}

function add(counts: Map<string, number>, term: string): void {
  counts.set(term, (counts.get(term) ?? 0) + 1);
}
