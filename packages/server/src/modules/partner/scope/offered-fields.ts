import type { CustomerField } from '@dossier/shared/facts';

/**
 * The fields that a partner app may be given at all, and which fields of customers each of them says something of: their
 * consent decides. A field that the product gets later is offered to nobody until it is written here, and given to no app
 * until its terms name it. None of them is SENSITIVE.
 */
const CUSTOMER: Readonly<Record<string, readonly CustomerField[]>> = {
  // That there is such a customer follows from any consent; these say no more.
  id: [],
  number: [],
  createdAt: [],
  updatedAt: [],
  kind: ['KIND'],
  name: ['NAME'],
  familyName: ['FAMILY_NAME'],
  givenName: ['GIVEN_NAME'],
  gender: ['GENDER'],
  birthDate: ['BIRTH_DATE'],
  employer: ['EMPLOYER'],
  jobTitle: ['JOB_TITLE'],
  industry: ['INDUSTRY'],
  size: ['SIZE'],
  note: ['NOTE'],
  stage: ['STAGE'],
  grade: ['GRADE'],
  tags: ['TAGS'],
  country: ['COUNTRY'],
  province: ['PROVINCE'],
  city: ['CITY'],
  district: ['DISTRICT'],
  primaryPhone: ['PHONE'],
  primaryEmail: ['EMAIL'],
  contactPoints: ['PHONE', 'EMAIL', 'WECHAT', 'OTHER_CONTACT'],
  addresses: ['ADDRESS'],
};

// What only stands behind a field of customers is decided there.
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  Query: ['customer', 'customers'],
  Tag: ['id', 'name'],
  ContactPoint: ['id', 'type', 'label', 'value', 'display', 'isPrimary', 'isValid', 'verifiedAt'],
  Address: [
    'id',
    'type',
    'country',
    'province',
    'city',
    'district',
    'regionCode',
    'line',
    'postalCode',
    'isPrimary',
    'text',
  ],
};

/** What consent each offered coordinate needs, by coordinate. */
export const OFFERED_FIELDS: ReadonlyMap<string, readonly CustomerField[]> = new Map([
  ...(BEHIND['Query'] ?? []).map((name) => [`Query.${name}`, []] as const),
  ...Object.entries(CUSTOMER).map(([name, fields]) => [`Customer.${name}`, fields] as const),
  ...Object.entries(BEHIND)
    .filter(([type]) => type !== 'Query')
    .flatMap(([type, names]) => names.map((name) => [`${type}.${name}`, []] as const)),
]);

/** What every app has beside the fields of its terms: the frame of lists, and the view of itself. */
export const GIVEN_TO_ALL: ReadonlySet<string> = new Set([
  ...['nodes', 'edges', 'pageInfo'].map((name) => `CustomerConnection.${name}`),
  ...['node', 'cursor'].map((name) => `CustomerEdge.${name}`),
  ...['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'].map((name) => `PageInfo.${name}`),
  'Query.partnerSelf',
  ...['name', 'purposes', 'contractTo', 'credentialsEndAt', 'reviewDueAt', 'budget', 'usage', 'disclosures'].map(
    (name) => `PartnerSelf.${name}`,
  ),
  ...['burst', 'remaining', 'perDay', 'remainingToday', 'resetAt'].map((name) => `PartnerBudget.${name}`),
  ...['day', 'spent', 'operations', 'refused'].map((name) => `PartnerUsage.${name}`),
  ...['nodes', 'pageInfo'].map((name) => `DisclosureConnection.${name}`),
  ...['customerId', 'purpose', 'fields', 'day', 'count', 'firstAt', 'lastAt'].map((name) => `Disclosure.${name}`),
]);

/** The arguments that apps may use: nothing that narrows, orders or finds by a value, since consent differs from field to field. */
export const GIVEN_ARGUMENTS: ReadonlySet<string> = new Set([
  'Query.customer(id:)',
  'Query.customers(first:)',
  'Query.customers(after:)',
  'PartnerSelf.usage(days:)',
  'PartnerSelf.disclosures(first:)',
  'PartnerSelf.disclosures(after:)',
]);
