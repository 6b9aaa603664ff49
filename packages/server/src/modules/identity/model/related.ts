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
  /** Levels of fields that they share at which they agree no more often than strangers: registers keep names apart. */
  readonly never?: Readonly<Partial<Record<ComparedField, readonly string[]>>>;
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
    // The name of one says that it is a branch.
    never: { ORGANISATION_NAME: ['REGISTERED', 'EXACT', 'STEM'] },
  },
  {
    name: 'SAME_BRAND',
    shared: new Set<ComparedField>(['ORGANISATION_NAME', 'PLACE']),
    sometimes: {},
    never: { ORGANISATION_NAME: ['REGISTERED'] },
  },
];

/** The kinds of related customers that there are among these. */
export function relatedKinds(comparisons: readonly Comparison[]): readonly RelatedKind[] {
  return comparisons.some(({ field }) => field === 'ORGANISATION_NAME') ? ORGANISATIONS : PERSONS;
}

/** Chances in a field that they share: as learned, but for agreement that they never have. */
export function chancesTogether(
  { never = {} }: RelatedKind,
  { field, levels }: Comparison,
  learned: readonly number[],
  strangers: readonly number[],
): readonly number[] {
  const isApart = levels.map(({ name }) => never[field]?.includes(name) === true);
  if (!isApart.includes(true)) return learned;
  const sumOf = (chances: readonly number[], apart: boolean) =>
    chances.reduce((sum, chance, level) => sum + (isApart[level] === apart ? chance : 0), 0);
  const rest = (1 - sumOf(strangers, true)) / sumOf(learned, false);
  return learned.map((chance, level) => (isApart[level] === true ? (strangers[level] ?? 0) : chance * rest));
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
