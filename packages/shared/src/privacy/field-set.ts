import { CUSTOMER_FIELDS, type CustomerField } from '../facts/index.ts';
import { DATA_CLASSES, type DataClassCode } from './privacy.codes.ts';

/** Stands for every field that is not sensitive. */
export const ALL_FIELDS = 'ALL';

/** How sensitive each field of a customer is. */
export const FIELD_CLASSES: Readonly<Record<CustomerField, DataClassCode>> = {
  NAME: 'PERSONAL',
  KIND: 'INTERNAL',
  FAMILY_NAME: 'PERSONAL',
  GIVEN_NAME: 'PERSONAL',
  GENDER: 'PERSONAL',
  BIRTH_DATE: 'PERSONAL',
  EMPLOYER: 'PERSONAL',
  JOB_TITLE: 'PERSONAL',
  INDUSTRY: 'PUBLIC',
  SIZE: 'INTERNAL',
  NOTE: 'PERSONAL',
  STAGE: 'INTERNAL',
  GRADE: 'INTERNAL',
  OWNER: 'INTERNAL',
  COUNTRY: 'INTERNAL',
  PROVINCE: 'INTERNAL',
  CITY: 'INTERNAL',
  DISTRICT: 'INTERNAL',
  PHONE: 'PERSONAL',
  EMAIL: 'PERSONAL',
  WECHAT: 'PERSONAL',
  OTHER_CONTACT: 'PERSONAL',
  ADDRESS: 'PERSONAL',
  IDENTIFIER: 'SENSITIVE',
  TAGS: 'INTERNAL',
};

const KNOWN: ReadonlySet<string> = new Set([ALL_FIELDS, ...DATA_CLASSES.codes, ...CUSTOMER_FIELDS]);

/** Whether a code may stand in a field set: `ALL`, a class, or a field of customers. */
export function isFieldSetCode(code: string): boolean {
  return KNOWN.has(code);
}

/** A field set in its one form: sorted, each code once. Two sets mean the same list of codes if and only if this is equal. */
export function canonicalFieldSet(codes: readonly string[]): readonly string[] {
  return [...new Set(codes)].toSorted();
}

/**
 * The codes of which one must stand in a set for the field to be covered: the field itself, its class and, unless it is
 * sensitive, `ALL`. Sensitive data needs a consent that names it (article 29 of the Chinese Personal Information Protection
 * Law), and so does a field that nobody classified.
 */
export function codesCovering(field: string): readonly string[] {
  // Object.hasOwn says that it is one.
  const dataClass = Object.hasOwn(FIELD_CLASSES, field) ? FIELD_CLASSES[field as CustomerField] : undefined;
  if (dataClass === undefined) return [field];
  return dataClass === 'SENSITIVE' ? [field, dataClass] : [field, dataClass, ALL_FIELDS];
}

/** Whether a consent for these codes is a consent for the field. */
export function coversField(codes: readonly string[], field: string): boolean {
  return codesCovering(field).some((code) => codes.includes(code));
}
