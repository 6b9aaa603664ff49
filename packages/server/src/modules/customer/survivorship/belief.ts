import type { CustomerField } from '@dossier/shared/facts';
import type { Said } from './fold-records.ts';
import { type Marks, NO_MARKS } from './marks.ts';
import type { Criterion, SurvivorshipRules } from './rules.ts';

/** A list item that is shown. */
export interface Shown<Fact> extends Said<Fact> {
  readonly primary: boolean;
}

/** What criteria look at in the values of one field. */
export interface Measure<Fact> {
  /** What equal values share. */
  readonly keyOf: (fact: Fact) => string;
  /** How much a value says. */
  readonly sizeOf: (fact: Fact) => number;
  /** When the source itself says that it was checked. */
  readonly verifiedAt?: (fact: Fact) => number | undefined;
}

type Order = (a: Said<unknown>, b: Said<unknown>) => number;

/** The order of belief among values of one field, with what decides between two of them. */
export interface Belief<Fact> {
  readonly compare: (a: Said<Fact>, b: Said<Fact>) => number;
  /** The criterion that tells two values apart; undefined when only the tie-break does. */
  readonly decidedBy: (a: Said<Fact>, b: Said<Fact>) => Criterion | undefined;
}

/**
 * Compares values of one field as its rule says: by the first criterion that tells them apart. What none tells apart is settled by
 * the rank of the source and its key for the customer, never by which source came first; within what one source says under one key,
 * the newer word stands before the older. Total, and the same for any order of `said`.
 */
export function beliefIn<Fact>(
  field: CustomerField,
  rules: SurvivorshipRules,
  said: readonly Said<Fact>[],
  measure: Measure<Fact>,
  marks: Marks = NO_MARKS,
): Belief<Fact> {
  const byRank: Order = (a, b) => rules.rankOf(field, a.record.sourceId) - rules.rankOf(field, b.record.sourceId);
  const criteria = rules.criteriaOf(field);
  const orders = criteria.map((criterion) => orderBy(criterion, field, byRank, said, measure, marks));
  return {
    compare: (a, b) => {
      for (const order of orders) {
        const difference = order(a, b);
        if (difference !== 0) return difference;
      }
      return byRank(a, b) || byKeyAndTime(a, b);
    },
    decidedBy: (a, b) => criteria[orders.findIndex((order) => order(a, b) !== 0)],
  };
}

const byTime: Order = (a, b) => b.record.recordedFrom - a.record.recordedFrom;

function byKeyAndTime(a: Said<unknown>, b: Said<unknown>): number {
  const [left, right] = [a.record.externalId, b.record.externalId];
  if (left !== right) {
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return byTime(a, b) || b.record.id - a.record.id || a.position - b.position;
}

function orderBy<Fact>(
  criterion: Criterion,
  field: CustomerField,
  byRank: Order,
  said: readonly Said<Fact>[],
  measure: Measure<Fact>,
  marks: Marks,
): (a: Said<Fact>, b: Said<Fact>) => number {
  switch (criterion) {
    case 'SOURCE_PRIORITY':
      return byRank;
    case 'MOST_RECENT':
      return byTime;
    case 'VERIFIED': {
      const at = ({ fact }: Said<Fact>) => verifiedAt(field, fact, measure, marks) ?? 0;
      return (a, b) => at(b) - at(a);
    }
    case 'MOST_COMPLETE':
      return (a, b) => measure.sizeOf(b.fact) - measure.sizeOf(a.fact);
    case 'MOST_FREQUENT': {
      const votes = votesOf(said, measure.keyOf);
      const count = ({ fact }: Said<Fact>) => votes.get(measure.keyOf(fact))?.size ?? 0;
      return (a, b) => count(b) - count(a);
    }
  }
}

/** When a value was last checked: by the mark of a person, or by what the source itself says of it. */
export function verifiedAt<Fact>(
  field: CustomerField,
  fact: Fact,
  measure: Measure<Fact>,
  marks: Marks,
): number | undefined {
  const own = measure.verifiedAt?.(fact);
  if (marks === NO_MARKS) return own;
  const marked = marks.verifiedOf(field, measure.keyOf(fact))?.at;
  return own === undefined || marked === undefined ? (own ?? marked) : Math.max(own, marked);
}

/** Which sources say each value. */
export function votesOf<Fact>(
  said: readonly Said<Fact>[],
  keyOf: (fact: Fact) => string,
): ReadonlyMap<string, ReadonlySet<number>> {
  const votes = new Map<string, Set<number>>();
  for (const { fact, record } of said) {
    const key = keyOf(fact);
    votes.set(key, (votes.get(key) ?? new Set()).add(record.sourceId));
  }
  return votes;
}
