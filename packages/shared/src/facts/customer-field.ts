/**
 * Every field a source can say something about, in the order of the bits of a source record's `present` map: append only.
 */
export const CUSTOMER_FIELDS = [
  'NAME',
  'KIND',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'GENDER',
  'BIRTH_DATE',
  'EMPLOYER',
  'JOB_TITLE',
  'INDUSTRY',
  'SIZE',
  'NOTE',
  'STAGE',
  'GRADE',
  'OWNER',
  'COUNTRY',
  'PROVINCE',
  'CITY',
  'DISTRICT',
  'PHONE',
  'EMAIL',
  'WECHAT',
  'OTHER_CONTACT',
  'ADDRESS',
  'IDENTIFIER',
  'TAGS',
] as const;

/** See {@link CUSTOMER_FIELDS}. */
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];

/** What answers may show of a customer in full: its fields, and personal texts that no source says anything about. Append only. */
export const SEEN_FIELDS = [...CUSTOMER_FIELDS, 'OTHER_DATA', 'CASE_SUBJECT', 'CONSENT_PROOF', 'RELATIONSHIP'] as const;

/** See {@link SEEN_FIELDS}. */
export type SeenField = (typeof SEEN_FIELDS)[number];

/** Fields with one value per customer: the record shows the chosen one. */
export const SINGLE_FIELDS = [
  'NAME',
  'KIND',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'GENDER',
  'BIRTH_DATE',
  'EMPLOYER',
  'JOB_TITLE',
  'INDUSTRY',
  'SIZE',
  'NOTE',
  'STAGE',
  'GRADE',
  'OWNER',
] as const;

/** See {@link SINGLE_FIELDS}. */
export type SingleField = (typeof SINGLE_FIELDS)[number];

/** Fields whose values are chosen by rules: those with one value, and lists of which one is the one to use or stands first. */
export const CHOSEN_FIELDS: readonly CustomerField[] = [
  ...SINGLE_FIELDS,
  'PHONE',
  'EMAIL',
  'WECHAT',
  'OTHER_CONTACT',
  'ADDRESS',
  'IDENTIFIER',
];

/** Fields whose values can be checked. Owners are handed over instead. */
export const VERIFIABLE_FIELDS: readonly CustomerField[] = CHOSEN_FIELDS.filter((field) => field !== 'OWNER');

/** Fields of which one value can be pinned. Of documents, none is the one to use. */
export const PINNABLE_FIELDS: readonly CustomerField[] = VERIFIABLE_FIELDS.filter((field) => field !== 'IDENTIFIER');

/**
 * Fields on which sources are held against each other: of a customer there is one true value, or, of phones and e-mail addresses, two sources
 * that know the customer share one at least. What each has its own view of (notes, stages, owners) is left out, and so are parts of names,
 * which the name says already.
 */
export const COMPARED_FIELDS: readonly CustomerField[] = [
  'NAME',
  'KIND',
  'GENDER',
  'BIRTH_DATE',
  'EMPLOYER',
  'JOB_TITLE',
  'INDUSTRY',
  'SIZE',
  'PHONE',
  'EMAIL',
  'IDENTIFIER',
];

/** What the API calls a field of customers: `familyName` for `FAMILY_NAME`. */
export function apiNameOf(field: CustomerField): string {
  return field.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

const BEHIND: Readonly<Record<string, readonly CustomerField[]>> = {
  primaryPhone: ['PHONE'],
  primaryEmail: ['EMAIL'],
  contactPoints: ['PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT'],
  addresses: ['ADDRESS'],
  identifiers: ['IDENTIFIER'],
  ...Object.fromEntries(SINGLE_FIELDS.map((field) => [apiNameOf(field), [field]])),
};

/** The fields that the API shows under a name: `['PHONE']` for `primaryPhone`; none for a name that it does not have. */
export function fieldsBehind(apiName: string): readonly CustomerField[] {
  return BEHIND[apiName] ?? [];
}
