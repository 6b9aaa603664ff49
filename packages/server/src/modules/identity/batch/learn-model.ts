import type { CandidatePairs } from '../blocking/candidate-pairs.ts';
import { organisationComparisons, PERSON_COMPARISONS } from '../model/comparisons.ts';
import { estimate } from '../model/estimate.ts';
import type { MatchModel } from '../model/model.ts';
import { patternOf } from '../model/pattern.ts';
import { randomChances } from '../model/random-pairs.ts';
import { termFrequency } from '../model/term-frequency.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** Candidate pairs that the chances are learned from, at most about. */
const LEARNED_FROM = 2_000_000;
/** Candidates of one record, as seen in most data. */
const USUAL_CANDIDATES = 50;

/** Learns the model of one kind of customers from themselves alone. */
export function learnModel(
  records: readonly MatchRecord[],
  candidates: CandidatePairs,
  isPairWanted?: (a: number, b: number) => boolean,
): MatchModel {
  const comparisons = records[0]?.kind === 'ORGANISATION' ? organisationComparisons(records) : PERSON_COMPARISONS;
  const frequencies = comparisons.map((comparison) => termFrequency(comparison, records));
  const random = randomChances(comparisons, records);
  const patterns = new Map<number, number>();
  let met = 0;
  // Of many candidates every second, every fourth, … is looked at: which ones, follows from their order alone.
  const stride = 2 ** Math.max(0, Math.ceil(Math.log2((records.length * USUAL_CANDIDATES) / LEARNED_FROM)));
  candidates.visit((a, b) => {
    if (isPairWanted?.(a, b) === false) return;
    met += 1;
    if (met % stride !== 0) return;
    const [left, right] = [records[a], records[b]];
    if (left === undefined || right === undefined) return;
    const pattern = patternOf(comparisons, left, right);
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + stride);
  });
  return {
    comparisons,
    frequencies,
    estimate: estimate({ comparisons, patterns, random, pairs: pairsOf(records, isPairWanted) }),
  };
}

function pairsOf(records: readonly MatchRecord[], isPairWanted?: (a: number, b: number) => boolean): number {
  const all = (records.length * (records.length - 1)) / 2;
  if (isPairWanted === undefined) return Math.max(1, all);
  // How many there are between sides, a sample of places tells.
  let wanted = 0;
  for (let tried = 0; tried < 10_000; tried += 1) {
    const a = (tried * 7919) % records.length;
    const b = (tried * 104_729 + 1) % records.length;
    if (a !== b && isPairWanted(a, b)) wanted += 1;
  }
  return Math.max(1, (all * wanted) / 10_000);
}
