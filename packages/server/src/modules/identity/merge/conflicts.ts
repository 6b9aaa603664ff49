import type { IdentifierType } from '@dossier/shared/customer';
import type { RecordInForce } from '../../customer/index.ts';

/** Why customers are perhaps not the same. */
export interface Conflict {
  /** KIND_DIFFERS refuses the merge; the others are for people to judge. */
  readonly kind: 'KIND_DIFFERS' | 'IDENTIFIER_DIFFERS' | 'BIRTH_DATE_DIFFERS';
  /** Which identity document, of IDENTIFIER_DIFFERS. */
  readonly identifierType: IdentifierType | null;
  readonly customerIds: readonly number[];
}

/** Documents of which somebody has one only. */
const ONE_EACH: readonly IdentifierType[] = ['RESIDENT_ID', 'CREDIT_CODE'];

/** What speaks against customers being the same: a person and an organisation, or unequal documents of which everybody has one. */
export function conflictsOf(
  customers: readonly { readonly id: number; readonly kind: string }[],
  records: readonly RecordInForce[],
  customerOf: (subjectId: number) => number,
): Conflict[] {
  const ids = customers.map(({ id }) => id);
  const found: Conflict[] = [];
  if (new Set(customers.map(({ kind }) => kind)).size > 1)
    found.push({ kind: 'KIND_DIFFERS', identifierType: null, customerIds: ids });
  for (const type of ONE_EACH) {
    const numbers = records.flatMap(({ subjectId, document }) =>
      (document.identifiers ?? []).flatMap((fact) =>
        fact.type === type && fact.matchKey !== undefined ? [{ of: customerOf(subjectId), value: fact.matchKey }] : [],
      ),
    );
    const among = differing(numbers);
    if (among.length > 0) found.push({ kind: 'IDENTIFIER_DIFFERS', identifierType: type, customerIds: among });
  }
  const births = records.flatMap(({ subjectId, document }) => {
    const value = document.fields.BIRTH_DATE?.value;
    return value ? [{ of: customerOf(subjectId), value }] : [];
  });
  const among = differing(births);
  if (among.length > 0) found.push({ kind: 'BIRTH_DATE_DIFFERS', identifierType: null, customerIds: among });
  return found;
}

/** The customers of whom one has none of the values of another. */
function differing(said: readonly { readonly of: number; readonly value: string }[]): number[] {
  const valuesOf = new Map(
    [...Map.groupBy(said, (one) => one.of)].map(([id, own]) => [id, new Set(own.map(({ value }) => value))]),
  );
  const apart = [...valuesOf].filter(([id, values]) =>
    [...valuesOf].some(([other, others]) => other !== id && values.isDisjointFrom(others)),
  );
  return apart.map(([id]) => id);
}
