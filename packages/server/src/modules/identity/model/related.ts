import type { ComparedField, Comparison } from '../compare/comparison.ts';

/**
 * Two customers who have to do with each other, and therefore agree in some fields more than strangers do: without them, relatives of
 * one household or branches of one company look like one customer. What they share is learned like all else; in the other fields they
 * agree no more than strangers.
 */
export interface RelatedKind {
  readonly name: 'HOUSEHOLD' | 'NAMESAKES' | 'BRANCHES' | 'SAME_BRAND';
  readonly shared: ReadonlySet<ComparedField>;
  /** Fields in which some of them agree exactly: twins are born on one day. The share of those. */
  readonly sometimes: Readonly<Partial<Record<ComparedField, number>>>;
}

const PERSONS: readonly RelatedKind[] = [
  {
    name: 'HOUSEHOLD',
    shared: new Set<ComparedField>(['FAMILY_NAME', 'GENDER', 'PHONE', 'EMAIL', 'ADDRESS', 'PLACE']),
    sometimes: { BIRTH_DATE: 0.1 },
  },
  {
    name: 'NAMESAKES',
    shared: new Set<ComparedField>(['GIVEN_NAME', 'FAMILY_NAME', 'GENDER', 'PLACE']),
    sometimes: {},
  },
];
const ORGANISATIONS: readonly RelatedKind[] = [
  {
    name: 'BRANCHES',
    shared: new Set<ComparedField>(['ORGANISATION_NAME', 'PHONE', 'EMAIL', 'PLACE']),
    sometimes: {},
  },
  { name: 'SAME_BRAND', shared: new Set<ComparedField>(['ORGANISATION_NAME', 'PLACE']), sometimes: {} },
];

/** The kinds of related customers that there are among these. */
export function relatedKinds(comparisons: readonly Comparison[]): readonly RelatedKind[] {
  return comparisons.some(({ field }) => field === 'ORGANISATION_NAME') ? ORGANISATIONS : PERSONS;
}

/** Chances in a field that they do not share: those of strangers, and exact agreement for some. */
export function chancesApart(
  { sometimes }: RelatedKind,
  field: ComparedField,
  strangers: readonly number[],
): readonly number[] {
  const share = sometimes[field] ?? 0;
  return share === 0 ? strangers : strangers.map((chance, level) => chance * (1 - share) + (level === 0 ? share : 0));
}
