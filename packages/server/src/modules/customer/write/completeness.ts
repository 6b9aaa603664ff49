import type { SingleField } from '@dossier/shared/facts';
import type { Golden } from '../survivorship/choose.ts';

interface Weight {
  readonly weight: number;
  readonly isFilled: (golden: Golden) => boolean;
}

const single = (field: SingleField, weight: number): Weight => ({
  weight,
  isFilled: (golden) => (golden.values.get(field)?.fact.value ?? null) !== null,
});
const contact = (type: string, weight: number): Weight => ({
  weight,
  isFilled: (golden) => golden.contactPoints.some(({ fact }) => fact.type === type && fact.matchKey !== undefined),
});
const address: Weight = { weight: 15, isFilled: (golden) => golden.addresses.length > 0 };
const identifier: Weight = {
  weight: 10,
  isFilled: (golden) => golden.identifiers.some(({ fact }) => fact.matchKey !== undefined),
};

// The weights of each kind add up to 100.
const PERSON: readonly Weight[] = [
  single('NAME', 20),
  contact('PHONE', 20),
  contact('EMAIL', 10),
  address,
  single('BIRTH_DATE', 10),
  single('GENDER', 5),
  single('EMPLOYER', 5),
  single('STAGE', 5),
  identifier,
];
const ORGANISATION: readonly Weight[] = [
  single('NAME', 20),
  contact('PHONE', 20),
  contact('EMAIL', 10),
  address,
  single('INDUSTRY', 10),
  single('SIZE', 5),
  single('STAGE', 5),
  single('GRADE', 5),
  identifier,
];

/** How much of what one wants to know about such a customer is known: 0 to 100 per cent by weight. */
export function completenessOf(kind: string, golden: Golden): number {
  const weights = kind === 'ORGANISATION' ? ORGANISATION : PERSON;
  return weights.reduce((sum, { weight, isFilled }) => sum + (isFilled(golden) ? weight : 0), 0);
}
