import { type BlockingReport, eachCandidatePair } from '../blocking/candidate-pairs.ts';
import { joinClusters } from '../cluster/join-clusters.ts';
import { type MatchModel, pairWeigher } from '../model/model.ts';
import type { MatchRecord } from '../record/match-record.ts';
import { learnModel } from './learn-model.ts';

/** Two customers who may be one. */
export interface ScoredPair {
  readonly a: MatchRecord;
  readonly b: MatchRecord;
  /** Bits; see `pairWeigher`. */
  readonly weight: number;
}

/** What recognition found among the customers of one kind. */
export interface Matches {
  readonly kind: MatchRecord['kind'];
  readonly records: readonly MatchRecord[];
  readonly model: MatchModel;
  /** Pairs worth keeping: those above {@link KEPT_WEIGHT}. */
  readonly pairs: readonly ScoredPair[];
  /** The customer that each record's group is named by, in the order of the records. */
  readonly groups: readonly MatchRecord[];
  readonly blocking: BlockingReport;
}

/** Which customers are compared. */
export interface MatchScope {
  /** Only pairs for which this holds; all when absent. */
  isPairWanted?(a: MatchRecord, b: MatchRecord): boolean;
}

/** Pairs below this are kept nowhere: one chance in a thousand. */
export const KEPT_WEIGHT = -10;

/** Finds who may be one: learns a model for each kind of customers, compares all candidates and joins what belongs together. */
export function findMatches(all: readonly MatchRecord[], { isPairWanted }: MatchScope = {}): Matches[] {
  return (['PERSON', 'ORGANISATION'] as const).flatMap((kind) => {
    const records = all.filter((record) => record.kind === kind);
    return records.length < 2 ? [] : [matchKind(kind, records, isPairWanted)];
  });
}

function matchKind(
  kind: MatchRecord['kind'],
  records: readonly MatchRecord[],
  isPairWanted: MatchScope['isPairWanted'],
): Matches {
  const wanted = isPairWanted && ((a: number, b: number) => isPairWanted(at(records, a), at(records, b)));
  const model = learnModel(records, wanted);
  const weightOf = pairWeigher(model);
  const edges: { a: number; b: number; weight: number }[] = [];
  const blocking = eachCandidatePair(
    records,
    (a, b) => {
      const weight = weightOf(at(records, a), at(records, b));
      if (weight > KEPT_WEIGHT) edges.push({ a, b, weight });
    },
    wanted,
  );
  const groups = [...joinClusters(records.length, edges)].map((place) => at(records, place));
  const pairs = edges.map(({ a, b, weight }) => ({ a: at(records, a), b: at(records, b), weight }));
  return { kind, records, model, pairs, groups, blocking };
}

function at(records: readonly MatchRecord[], place: number): MatchRecord {
  const record = records[place];
  if (record === undefined) throw new RangeError(`There is no record at ${place} of ${records.length}.`);
  return record;
}
