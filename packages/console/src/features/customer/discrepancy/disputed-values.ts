import type { CustomerDiscrepanciesQuery, CustomerFactsQuery, FactValueRowFragment } from '../../../gql/graphql.ts';

type Discrepancies = NonNullable<CustomerDiscrepanciesQuery['customer']>['openDiscrepancies'];
type Fact = NonNullable<CustomerFactsQuery['customer']>['facts'][number];

/** A field on which sources disagree. */
export interface Disputed {
  readonly field: Discrepancies[number]['field'];
  /** The earliest of its discrepancies. */
  readonly openedAt: string;
  /** The sources that take part. */
  readonly sourceIds: ReadonlySet<string>;
  /** Whether one may see what they say. */
  readonly isReadable: boolean;
}

/** One of the values that they give. */
export interface DisputedValue {
  /** The best of those that say it: the one that is marked. */
  readonly value: FactValueRowFragment;
  /** Everybody who says so. */
  readonly saidBy: readonly FactValueRowFragment[];
  readonly isShown: boolean;
}

/** The fields of which sources disagree, each once, however many of them do. */
export function disputedFields(discrepancies: Discrepancies): Disputed[] {
  return [...Map.groupBy(discrepancies, ({ field }) => field)].map(([field, own]) => ({
    field,
    openedAt: own.map(({ openedAt }) => openedAt).toSorted()[0] ?? '',
    sourceIds: new Set(own.flatMap(({ sides }) => sides.map(({ source }) => source.id))),
    isReadable: own.every(({ sides }) => sides.every(({ values }) => values !== null)),
  }));
}

/** The values that stand against each other: the one shown first, then the best believed; each once, with all who say it. */
export function disputedValues({ sourceIds }: Disputed, fact: Fact): DisputedValue[] {
  const all = [...(fact.chosen ? [fact.chosen] : []), ...(fact.alternatives ?? [])];
  const usable = all.filter(
    ({ value, isValid, lostBy, source }) =>
      value !== null && isValid && lostBy !== 'TAKEN_AWAY' && (sourceIds.has(source.id) || lostBy === null),
  );
  return [...Map.groupBy(usable, ({ value }) => value)].flatMap(([, saidBy]) => {
    const [value] = saidBy;
    return value ? [{ value, saidBy, isShown: saidBy.some(({ valueId }) => valueId === fact.chosen?.valueId) }] : [];
  });
}
