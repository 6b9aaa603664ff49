import { DATA_CLASSES } from '../access/index.ts';
import { CUSTOMER_FIELDS, type CustomerField, FIELD_CLASSES } from '../facts/index.ts';

/** Stands for every field that is not sensitive. */
export const ALL_FIELDS = 'ALL';

const KNOWN: ReadonlySet<string> = new Set([ALL_FIELDS, ...DATA_CLASSES, ...CUSTOMER_FIELDS]);

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

/** What two sets have in common: a field is covered by it if and only if both cover it. */
export function commonFieldSet(one: readonly string[], other: readonly string[]): readonly string[] {
  const within = (codes: readonly string[], all: readonly string[]) =>
    codes.filter((code) => codesAround(code).some((wider) => all.includes(wider)));
  return canonicalFieldSet([...within(one, other), ...within(other, one)]);
}

/** The codes that say all that a code says: itself, and wider ones. */
function codesAround(code: string): readonly string[] {
  const isWide = DATA_CLASSES.some((dataClass) => dataClass === code && dataClass !== 'SENSITIVE');
  return isWide ? [code, ALL_FIELDS] : codesCovering(code);
}

/** Whether a consent for these codes is a consent for the field. */
export function coversField(codes: readonly string[], field: string): boolean {
  return codesCovering(field).some((code) => codes.includes(code));
}
