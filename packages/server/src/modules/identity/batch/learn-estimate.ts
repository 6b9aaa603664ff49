import type { Blocks } from '../blocking/blocks.ts';
import { pairVisitor } from '../blocking/candidate-pairs.ts';
import type { Comparison } from '../compare/comparison.ts';
import { type Estimate, estimate } from '../model/estimate.ts';
import { patternFrom, patternOf } from '../model/pattern.ts';
import { randomChances } from '../model/random-pairs.ts';
import type { MatchRecord } from '../record/match-record.ts';
import type { TaughtPair } from '../review/taught-pairs.ts';

/** What the chances are learned from. */
export interface LearnInput {
  readonly records: readonly MatchRecord[];
  readonly comparisons: readonly Comparison[];
  readonly blocks: readonly Blocks[];
  /** For each record the side it is on, when only customers of two sides may be one. */
  readonly sides: ArrayLike<number> | undefined;
  readonly isWanted: (a: number, b: number) => boolean;
  /** Pairs that people decided about. */
  readonly taught: readonly TaughtPair[];
}

/** Candidate pairs that the chances are learned from, at most about. */
const LEARNED_FROM = 2_000_000;
/** Candidates of one record, as seen in most data. */
const USUAL_CANDIDATES = 40;

/** Learns the chances of one kind of customers from themselves alone. */
export function learnEstimate({ records, comparisons, blocks, sides, isWanted, taught }: LearnInput): Estimate {
  const patterns = new Map<number, number>();
  let met = 0;
  // Of many candidates every second, every fourth, … is looked at: which ones, follows from their order alone.
  const stride = 2 ** Math.max(0, Math.ceil(Math.log2((records.length * USUAL_CANDIDATES) / LEARNED_FROM)));
  pairVisitor(blocks, (a, b) => {
    if (!isWanted(a, b)) return;
    met += 1;
    if (met % stride !== 0) return;
    const [left, right] = [records[a], records[b]];
    if (left === undefined || right === undefined) return;
    const pattern = patternOf(comparisons, left, right);
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + stride);
  })(0, records.length);
  const pairs = Math.max(1, sides === undefined ? pairsAmong(records.length) : pairsAcross(sides));
  const labelled = taught.flatMap(({ levels, isSame }) => {
    const pattern = patternFrom(comparisons, levels);
    return pattern === undefined ? [] : [{ pattern, isSame }];
  });
  return estimate({ comparisons, patterns, random: randomChances(comparisons, records), pairs, labelled });
}

function pairsAmong(count: number): number {
  return (count * (count - 1)) / 2;
}

/** Pairs of two sides: all there are, without those of one side. */
function pairsAcross(sides: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let place = 0; place < sides.length; place += 1) {
    const side = sides[place] ?? 0;
    counts.set(side, (counts.get(side) ?? 0) + 1);
  }
  return [...counts.values()].reduce((rest, count) => rest - pairsAmong(count), pairsAmong(sides.length));
}
