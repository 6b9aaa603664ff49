import { type BlockingReport, candidatePairs } from '../blocking/candidate-pairs.ts';
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
  readonly isPairWanted?: (a: MatchRecord, b: MatchRecord) => boolean;
  /** Keys of customers that people said are two: they are not compared, and no group joins them. */
  readonly apart?: readonly (readonly [number, number])[];
}

/** Pairs below this are kept nowhere: one chance in a thousand. */
export const KEPT_WEIGHT = -10;

/** Finds who may be one: learns a model for each kind of customers, compares all candidates and joins what belongs together. */
export function findMatches(all: readonly MatchRecord[], scope: MatchScope = {}): Matches[] {
  return (['PERSON', 'ORGANISATION'] as const).flatMap((kind) => {
    const records = all.filter((record) => record.kind === kind);
    return records.length < 2 ? [] : [matchKind(kind, records, scope)];
  });
}

function matchKind(
  kind: MatchRecord['kind'],
  records: readonly MatchRecord[],
  { isPairWanted, apart = [] }: MatchScope,
): Matches {
  const placeOf = apart.length === 0 ? undefined : new Map(records.map(({ id }, place) => [id, place]));
  const keptApart = apart.flatMap(([a, b]): [number, number][] => {
    const [left, right] = [placeOf?.get(a), placeOf?.get(b)];
    return left === undefined || right === undefined ? [] : [[left, right]];
  });
  const apartKeys = new Set(keptApart.map(([a, b]) => Math.min(a, b) * records.length + Math.max(a, b)));
  const wanted = isPairWanted && ((a: number, b: number) => isPairWanted(at(records, a), at(records, b)));
  const candidates = candidatePairs(records);
  const model = learnModel(records, candidates, wanted);
  const weightOf = pairWeigher(model);
  const edges: { a: number; b: number; weight: number }[] = [];
  const blocking = candidates.visit((a, b) => {
    if (apartKeys.has(a * records.length + b) || wanted?.(a, b) === false) return;
    const weight = weightOf(at(records, a), at(records, b));
    if (weight > KEPT_WEIGHT) edges.push({ a, b, weight });
  });
  const groups = [...joinClusters(records.length, edges, { apart: keptApart })].map((place) => at(records, place));
  const pairs = edges.map(({ a, b, weight }) => ({ a: at(records, a), b: at(records, b), weight }));
  return { kind, records, model, pairs, groups, blocking };
}

function at(records: readonly MatchRecord[], place: number): MatchRecord {
  const record = records[place];
  if (record === undefined) throw new RangeError(`There is no record at ${place} of ${records.length}.`);
  return record;
}
