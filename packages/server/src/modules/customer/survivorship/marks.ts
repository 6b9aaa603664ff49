import type { CustomerField, PinnedFact, VerifiedValue } from '@dossier/shared/facts';
import type { Statement } from './fold-records.ts';
import { isLaterChecking, type Mark, verifiedKey } from './mark.ts';

/** What people pinned and checked. */
export interface Marks {
  /** The value that is shown whatever the rules say. */
  readonly pinOf: (field: CustomerField) => Mark<PinnedFact> | undefined;
  /** The last checking of a value; `key` is what equal values of the field share. */
  readonly verificationOf: (field: CustomerField, key: string) => Mark<VerifiedValue> | undefined;
  readonly verifiedOf: (field: CustomerField, key: string) => VerifiedValue | undefined;
  /** All values that were checked. */
  readonly verifications: readonly Mark<VerifiedValue>[];
}

/** Where nobody marked anything. */
export const NO_MARKS: Marks = {
  pinOf: () => undefined,
  verificationOf: () => undefined,
  verifiedOf: () => undefined,
  verifications: [],
};

/** The marks of all statements: of several pins of a field the last one counts, of a value checked several times the last checking. */
export function marksOf(statements: readonly Statement[]): Marks {
  const marked = statements.filter(({ pins, verified }) => pins.size > 0 || verified.size > 0);
  if (marked.length === 0) return NO_MARKS;
  const pins = last(
    marked.flatMap((statement) => [...statement.pins]),
    isLaterRecord,
  );
  const verified = last(
    marked.flatMap((statement) => [...statement.verified]),
    isLaterChecking,
  );
  const verificationOf = (field: CustomerField, key: string) => verified.get(verifiedKey(field, key));
  return {
    pinOf: (field) => {
      const pin = pins.get(field);
      return pin?.content ? { content: pin.content, record: pin.record } : undefined;
    },
    verificationOf,
    verifiedOf: (field, key) => verificationOf(field, key)?.content,
    verifications: [...verified.values()],
  };
}

function last<Key, Content>(
  all: readonly (readonly [Key, Mark<Content>])[],
  isLater: (a: Mark<Content>, b: Mark<Content>) => boolean,
): Map<Key, Mark<Content>> {
  const kept = new Map<Key, Mark<Content>>();
  for (const [key, mark] of all) {
    const known = kept.get(key);
    if (!known || isLater(mark, known)) kept.set(key, mark);
  }
  return kept;
}

function isLaterRecord({ record: a }: Mark<unknown>, { record: b }: Mark<unknown>): boolean {
  return a.recordedFrom > b.recordedFrom || (a.recordedFrom === b.recordedFrom && a.id > b.id);
}
