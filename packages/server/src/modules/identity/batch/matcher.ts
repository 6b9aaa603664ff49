import { type Blocks, blocksOf, type KeyShare } from '../blocking/blocks.ts';
import { pairVisitor } from '../blocking/candidate-pairs.ts';
import { type Edge, joinClusters } from '../cluster/join-clusters.ts';
import type { Comparison } from '../compare/comparison.ts';
import { type Fillers, withoutFillers } from '../fillers/fillers.ts';
import { comparisonsOf, countWords, type WordCounts } from '../model/comparisons.ts';
import type { Estimate } from '../model/estimate.ts';
import { explainPair, type FieldWeight, frequenciesOf, type MatchModel, pairWeigher } from '../model/model.ts';
import { countTerms, type TermCounts } from '../model/term-frequency.ts';
import type { MatchRecord } from '../record/match-record.ts';
import type { TaughtPair } from '../review/taught-pairs.ts';
import { learnEstimate } from './learn-estimate.ts';

/** Which pairs are compared. */
export interface MatchScope {
  /** Keys of customers that people said are two: they are not compared, and no group joins them. */
  readonly apart: readonly (readonly [number, number])[];
  /** For each record the side it is on, when only customers of two sides may be one. */
  readonly sides?: ArrayLike<number> | undefined;
  /** Pairs that people decided about: they are learned from. */
  readonly taught?: readonly TaughtPair[] | undefined;
  /** Values that stand for nothing. */
  readonly fillers?: Fillers | undefined;
}

/** What was learned of the customers of one kind, as threads hand it on. */
export interface Learned {
  /** By shares of the keys. */
  readonly blocks: readonly Blocks[];
  readonly estimate: Estimate;
}

/** Recognition among the customers of one kind, step by step, so that several threads can share blocking and comparing. */
export interface Matcher {
  readonly records: readonly MatchRecord[];
  /** Sorts the records into the blocks of a share of the keys. */
  block(share: KeyShare): Blocks;
  /** Learns the chances from the candidates of all shares. */
  learn(blocks: readonly Blocks[]): Learned;
  /**
   * Makes the function that weighs the pairs whose first record is one of a stretch, puts those worth keeping into `found`, and
   * returns how many it weighed.
   */
  comparing(learned: Learned, found: Edge[]): (from: number, to: number) => number;
  /** The group of each record, named by its smallest record. */
  join(edges: readonly Edge[]): Uint32Array;
  /** Why a pair weighs what it does. */
  explain(estimate: Estimate, a: number, b: number): FieldWeight[];
  readonly comparisons: readonly Comparison[];
  readonly words: WordCounts;
  /** How common texts are, by comparison. */
  termCounts(): readonly TermCounts[];
}

/** Pairs below this are kept nowhere: one chance in a thousand. */
const KEPT_WEIGHT = -10;

/** Prepares recognition among these customers, all of one kind. */
export function createMatcher(
  customers: readonly MatchRecord[],
  { apart, sides, taught = [], fillers = new Map() }: MatchScope,
): Matcher {
  const records = customers.map((record) => withoutFillers(record, fillers));
  const words = countWords(records);
  const comparisons = comparisonsOf(records[0]?.kind ?? 'PERSON', words);
  let counted: readonly TermCounts[] | undefined;
  let model: MatchModel | undefined;
  const keptApart = placesOf(records, apart);
  const apartKeys = new Set(keptApart.map(([a, b]) => Math.min(a, b) * records.length + Math.max(a, b)));
  const isWanted = (a: number, b: number) =>
    (sides === undefined || sides[a] !== sides[b]) && (apartKeys.size === 0 || !apartKeys.has(a * records.length + b));

  return {
    records,
    comparisons,
    words,
    termCounts,
    block: (share) => blocksOf(records, share),
    learn(blocks) {
      return { blocks, estimate: learnEstimate({ records, comparisons, blocks, sides, isWanted, taught }) };
    },
    comparing({ blocks, estimate }, found) {
      const weightOf = pairWeigher(modelOf(estimate));
      return pairVisitor(blocks, (a, b) => {
        if (!isWanted(a, b)) return;
        const weight = weightOf(recordAt(a), recordAt(b));
        if (weight > KEPT_WEIGHT) found.push({ a, b, weight });
      });
    },
    join: (edges) => joinClusters(records.length, edges, { apart: keptApart }),
    explain: (estimate, a, b) => explainPair(modelOf(estimate), recordAt(a), recordAt(b)),
  };

  function modelOf(estimate: Estimate): MatchModel {
    if (model?.estimate !== estimate)
      model = { comparisons, estimate, frequencies: frequenciesOf(estimate, termCounts(), comparisons) };
    return model;
  }

  /** How common texts are takes long to count, and stays the same. */
  function termCounts(): readonly TermCounts[] {
    return (counted ??= comparisons.map((comparison) => countTerms(comparison, records)));
  }

  function recordAt(place: number): MatchRecord {
    const record = records[place];
    if (record === undefined) throw new RangeError(`There is no record at ${place} of ${records.length}.`);
    return record;
  }
}

/** Pairs of keys as pairs of places, as far as both are among the records. */
function placesOf(
  records: readonly MatchRecord[],
  pairs: readonly (readonly [number, number])[],
): (readonly [number, number])[] {
  if (pairs.length === 0) return [];
  const placeOf = new Map(records.map(({ id }, place) => [id, place]));
  return pairs.flatMap(([a, b]) => {
    const [left, right] = [placeOf.get(a), placeOf.get(b)];
    return left === undefined || right === undefined ? [] : [[left, right] as const];
  });
}
