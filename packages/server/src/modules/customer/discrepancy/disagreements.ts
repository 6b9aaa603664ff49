import { COMPARED_FIELDS, type CustomerField } from '@dossier/shared/facts';
import { type Given, keptOf, measureOf } from '../source/list-facts.ts';
import type { Said, Statement } from '../survivorship/fold-records.ts';
import { type Marks, marksOf } from '../survivorship/marks.ts';

/** Documents of which a customer has one: two numbers of the same kind cannot both be right. */
const ONE_OF_A_KIND: readonly string[] = ['RESIDENT_ID', 'CREDIT_CODE'];

/** Why a discrepancy is closed. */
export type Closing = 'AGREED' | 'VERIFIED' | 'PINNED' | 'SILENT';

/** Two sources that give different values of a field. */
export interface Disagreement {
  readonly field: CustomerField;
  /** The lesser key first. */
  readonly sourceA: number;
  readonly sourceB: number;
}

/** What one source says about a field: what each of its values shares with equal ones, and when it last said so. */
interface Word {
  readonly sourceId: number;
  readonly keys: ReadonlySet<string>;
  readonly at: number;
}

/**
 * Which sources disagree on what. Pure; a pin settles a field, and so does a checking of what they say: until one says something that
 * was not there to be checked over.
 */
export function disagreements(statements: readonly Statement[]): Disagreement[] {
  if (new Set(statements.map(({ sourceId }) => sourceId)).size < 2) return [];
  const marks = marksOf(statements);
  return COMPARED_FIELDS.flatMap((field) => {
    const words = wordsOn(statements, field);
    return words.flatMap((a, place) =>
      words
        .slice(place + 1)
        .filter((b) => differ(field, a, b) && closingOf(marks, field, a, b) === undefined)
        .map((b) => ({ field, sourceA: a.sourceId, sourceB: b.sourceId })),
    );
  });
}

/** Why two sources do not disagree any more. */
export function closing(statements: readonly Statement[], { field, sourceA, sourceB }: Disagreement): Closing {
  const words = wordsOn(statements, field);
  const [a, b] = [sourceA, sourceB].map((id) => words.find(({ sourceId }) => sourceId === id));
  if (!a || !b) return 'SILENT';
  return (differ(field, a, b) ? closingOf(marksOf(statements), field, a, b) : undefined) ?? 'AGREED';
}

function closingOf(marks: Marks, field: CustomerField, a: Word, b: Word): Closing | undefined {
  if (marks.pinOf(field)) return 'PINNED';
  const said = a.keys.union(b.keys);
  const isSettled = marks.verifications.some(
    ({ content: { field: of, key, at, over = [] } }) =>
      of === field && (at >= Math.max(a.at, b.at) || said.isSubsetOf(new Set([key, ...over]))),
  );
  return isSettled ? 'VERIFIED' : undefined;
}

/** What each source says about a field and staff did not take away, by key; sources that say nothing of use are left out. */
function wordsOn(statements: readonly Statement[], field: CustomerField): Word[] {
  const { keyOf } = measureOf(field);
  const bySource = Map.groupBy(
    keptOf(statements, field).filter((said) => isCompared(field, said)),
    ({ record }) => record.sourceId,
  );
  return [...bySource]
    .map(([sourceId, said]) => ({
      sourceId,
      keys: new Set(said.map(({ fact }) => keyOf(fact))),
      at: Math.max(...said.map(({ record }) => record.recordedFrom)),
    }))
    .toSorted((a, b) => a.sourceId - b.sourceId);
}

function isCompared(
  field: CustomerField,
  { fact }: Said<Given & { readonly type?: string; readonly matchKey?: string }>,
): boolean {
  if (fact.value === null) return false;
  if (field === 'IDENTIFIER') return fact.matchKey !== undefined && ONE_OF_A_KIND.includes(fact.type ?? '');
  return field !== 'PHONE' && field !== 'EMAIL' ? true : fact.matchKey !== undefined;
}

/** Whether two words have nothing in common; of documents, whether both name one of the same kind, and none is the same. */
function differ(field: CustomerField, a: Word, b: Word): boolean {
  if (field !== 'IDENTIFIER') return a.keys.isDisjointFrom(b.keys);
  const kinds = (keys: ReadonlySet<string>) => new Set([...keys].map((key) => key.split('|')[0]));
  return [...kinds(a.keys)].some((kind) => {
    const own = ({ keys }: Word) => new Set([...keys].filter((key) => key.startsWith(`${kind}|`)));
    return own(b).size > 0 && own(a).isDisjointFrom(own(b));
  });
}
