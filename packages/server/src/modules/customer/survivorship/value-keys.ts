import {
  type AddressFact,
  type ContactPointFact,
  type CustomerField,
  type IdentifierFact,
  SINGLE_FIELDS,
  type SingleFact,
  type SingleField,
} from '@dossier/shared/facts';

/** Whether a field has one value. */
export function isSingle(field: CustomerField): field is SingleField {
  return SINGLE_FIELDS.some((single) => single === field);
}

/** The field of the rules that governs a contact point. */
export function fieldOfContactPoint(type: ContactPointFact['type']): CustomerField {
  return type === 'OTHER' ? 'OTHER_CONTACT' : type;
}

/** What equal contact points share. */
export function keyOfContactPoint(fact: ContactPointFact): string {
  return `${fact.type}|${fact.matchKey ?? fact.value}`;
}

/** What equal identifiers share. */
export function keyOfIdentifier(fact: IdentifierFact): string {
  return `${fact.type}|${fact.matchKey ?? fact.value}`;
}

/** What equal addresses share. */
export function keyOfAddress(fact: AddressFact): string {
  const place = [fact.country, fact.province, fact.city, fact.district].map((part) => part ?? '').join('/');
  return `${place}|${(fact.line ?? '').replace(/\s+/g, '').toLowerCase()}`;
}

/** What equal values of a field with one value share: neither width, case nor spaces tell two names apart. */
export function keyOfSingle(fact: SingleFact): string {
  return (fact.value ?? '').normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/** How much a single value says: its length in characters. */
export function sizeOfSingle({ value }: SingleFact): number {
  return value === null ? 0 : [...value].length;
}

/** How much a contact point says: the details beside its value. */
export function sizeOfContactPoint({ label, holderName, holderTitle }: ContactPointFact): number {
  return [label, holderName, holderTitle].filter((detail) => detail !== undefined).length;
}

const LONGER_THAN_ANY_LINE = 1_000;

/** How much an address says: its parts, then the length of its line. */
export function sizeOfAddress({ country, province, city, district, postalCode, line }: AddressFact): number {
  const parts = [country, province, city, district, postalCode, line].filter((part) => (part ?? '') !== '').length;
  return parts * LONGER_THAN_ANY_LINE + (line?.length ?? 0);
}

/** How much an identifier says: the details beside its value. */
export function sizeOfIdentifier({ issuer, validFrom, validTo }: IdentifierFact): number {
  return [issuer, validFrom, validTo].filter((detail) => detail !== undefined).length;
}
