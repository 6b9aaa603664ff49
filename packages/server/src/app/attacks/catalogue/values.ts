import { asking, type Asking, type Attack, says } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';

const somebody = ({ customer }: Installation) => customer('stranger');
const company = ({ customer }: Installation) => customer('stranger', 'ORGANISATION');
const id = (of: Installation) => ({ id: somebody(of).id });

type Rest = Omit<Asking, 'id' | 'title' | 'threat' | 'without' | 'as'> & Partial<Pick<Asking, 'as'>>;

/** A viewer, who sees personal values of everybody masked, wants one whole. */
const unmasking = (name: string, title: string, rest: Rest) =>
  asking({ id: `value-${name}`, title, threat: 'API3', without: 'masks', as: 'viewer', variables: id, ...rest });
const field = (name: string, selection: string, value: (of: Installation) => string, of = id) =>
  unmasking(name, `The ${name.replaceAll('-', ' ')} of a customer`, {
    document: `query ($id: ID!) { customer(id: $id) { ${selection} } }`,
    variables: of,
    gains: says(value),
  });

const masked: readonly Attack[] = [
  field('name', 'name', (of) => somebody(of).name),
  field('given-name', 'familyName givenName', (of) => `"givenName":"${somebody(of).name.slice(1)}"`),
  field('day-of-birth', 'birthDate', (of) => somebody(of).birthDate),
  field('employer', 'employer', (of) => somebody(of).employer),
  field('job-title', 'jobTitle', (of) => somebody(of).jobTitle),
  field('gender', 'gender', () => 'FEMALE'),
  field('note', 'note', () => 'Canary'),
  field('phone', 'primaryPhone { value }', (of) => somebody(of).phone),
  field('displayed-phone', 'primaryPhone { display }', (of) => somebody(of).phone.slice(-8).slice(0, 4)),
  field('e-mail-address', 'contactPoints { value }', (of) => somebody(of).email),
  field(
    'contact-of-a-company',
    'contactPoints { holderName holderTitle }',
    () => 'Canary Holder',
    (of) => ({
      id: company(of).id,
    }),
  ),
  field('address', 'addresses { line }', () => 'Canary Road'),
  field('written-address', 'addresses { text }', () => 'Canary Road'),
  field('facts', 'facts { chosen { value } alternatives { value } }', (of) => somebody(of).employer),
  field('source-records', 'sourceRecords { fields { value } }', (of) => somebody(of).employer),
  field('data-of-files', 'otherData { value }', () => 'Canary shoe'),
  field('evidence-of-consents', 'consentHistory { nodes { evidenceText } }', () => 'Canary form'),
  unmasking('in-a-list', 'Names of all customers in a list', {
    document: '{ customers(first: 100) { nodes { name } } }',
    gains: says((of) => somebody(of).name),
  }),
  unmasking('over-the-interface', 'A name over the interface Node', {
    document: 'query ($id: ID!) { node(id: $id) { ...A } } fragment A on Node { ... on Customer { name } }',
    gains: says((of) => somebody(of).name),
  }),
  unmasking('behind-an-order', 'A name behind an order', {
    document: 'query ($n: String!) { orders(filter: { number: { eq: $n } }) { nodes { customer { name } } } }',
    variables: (of) => ({ n: somebody(of).orderNumber }),
    gains: says((of) => somebody(of).name),
  }),
  unmasking('behind-a-number', 'A name behind a customer number', {
    document: 'query ($n: String!) { customerByNumber(number: $n) { customer { name } } }',
    variables: (of) => ({ n: somebody(of).number }),
    gains: says((of) => somebody(of).name),
  }),
];

/** What may not be read is asked about: a filter that holds tells as much as the value. */
const inferring = (name: string, title: string, rest: Rest) =>
  asking({
    id: `inference-${name}`,
    title,
    threat: 'SIDE',
    without: 'capabilities beside reading',
    as: 'viewer',
    ...rest,
  });
const filter = (name: string, condition: (of: Installation) => object) =>
  inferring(`filter-${name}`, `Guessing by a filter on ${name.replaceAll('-', ' ')}`, {
    document: 'query ($filter: CustomerFilter) { customers(filter: $filter) { totalCount } }',
    variables: (of) => ({ filter: condition(of) }),
    gains: ({ json }) => json?.data?.customers?.totalCount > 0,
  });

const inferred: readonly Attack[] = [
  filter('phone', (of) => ({ phone: { eq: somebody(of).phone } })),
  filter('last-four-digits', () => ({ phone: { lastFour: '8000' } })),
  filter('e-mail', (of) => ({ email: { eq: somebody(of).email } })),
  filter('name', (of) => ({ name: { startsWith: somebody(of).name.slice(0, 2) } })),
  filter('part-of-a-name', (of) => ({ name: { contains: somebody(of).name.slice(1, 3) } })),
  filter('one-of-many-names', (of) => ({ name: { in: [somebody(of).name] } })),
  filter('day-of-birth', (of) => ({ birthDate: { gte: '1990-01-01', lte: somebody(of).birthDate } })),
  filter('age', () => ({ age: { gte: 18 } })),
  filter('gender', () => ({ gender: { eq: 'FEMALE' } })),
  filter('employer', (of) => ({ employer: { contains: somebody(of).employer } })),
  filter('job-title', (of) => ({ jobTitle: { eq: somebody(of).jobTitle } })),
  filter('having-a-phone', () => ({ phone: { isNull: false } })),
  filter('a-negation', () => ({ not: { gender: { eq: 'MALE' } } })),
  filter('an-alternative', (of) => ({ or: [{ stage: { eq: 'NONE' } }, { phone: { eq: somebody(of).phone } }] })),
  inferring('filter-in-the-text', 'Guessing by a filter that stands in the document', {
    document: '{ customers(filter: { and: [{ not: { not: { gender: { eq: FEMALE } } } }] }) { totalCount } }',
    gains: ({ json }) => json?.data?.customers?.totalCount > 0,
  }),
  inferring('sort-by-name', 'An order that follows names', {
    document: '{ customers(sort: { field: NAME, direction: ASC }) { nodes { id } } }',
  }),
  inferring('sort-by-birth', 'An order that follows days of birth', {
    document: 'query ($s: CustomerSort) { customers(sort: $s) { nodes { id } } }',
    variables: () => ({ s: { field: 'BIRTH_DATE', direction: 'ASC' } }),
  }),
  inferring('search-by-name', 'Full text that matches hidden names', {
    document: 'query ($text: String!) { customers(search: $text) { nodes { id } } }',
    variables: (of) => ({ text: somebody(of).name }),
    gains: says((of) => somebody(of).id),
  }),
  inferring('search-by-phone', 'Full text that matches hidden phones', {
    document: 'query ($text: String!) { customers(search: $text) { nodes { id } } }',
    variables: (of) => ({ text: somebody(of).phone }),
    gains: says((of) => somebody(of).id),
  }),
  inferring('group-by-gender', 'Groups by a hidden value', {
    document: '{ customerGroups(by: GENDER) { key count } }',
  }),
  inferring('group-by-age', 'Groups by what follows from a hidden value', {
    document: '{ customerGroups(by: AGE_BAND) { key count } }',
  }),
  inferring('groups-narrowed', 'Groups narrowed by a hidden value', {
    document: 'query ($f: CustomerFilter) { customerGroups(by: STAGE, filter: $f) { key count } }',
    variables: (of) => ({ f: { phone: { eq: somebody(of).phone } } }),
    gains: ({ json }) => json?.data?.customerGroups?.length > 0,
  }),
  inferring('duplicates-by-document', 'Whether somebody has a document with this number', {
    document:
      'query ($v: String!) { customerDuplicates(input: { identifiers: [{ type: MEMBER_ID, value: $v }] }) { customer { id } } }',
    variables: (of) => ({ v: somebody(of).document }),
    gains: says((of) => somebody(of).id),
  }),
  inferring('seller-filters-others', 'A filter of one’s own customers that holds for those of nobody, masked', {
    as: 'seller',
    document: 'query ($f: CustomerFilter) { customers(filter: $f) { nodes { id } } }',
    variables: ({ customer }) => ({ f: { phone: { eq: customer('pool').phone } } }),
    gains: says(({ customer }) => customer('pool').id),
  }),
  asking({
    id: 'inference-small-groups',
    title: 'Groups of fewer than ten, by somebody who has figures only',
    threat: 'SIDE',
    without: 'small groups',
    as: 'analyst',
    document: '{ customerGroups(by: PROVINCE) { key count } }',
    gains: ({ json }) => json?.data?.customerGroups?.some(({ count }: { count: number }) => count > 0 && count < 10),
  }),
  asking({
    id: 'inference-differencing',
    title: 'Two figures whose difference is one person',
    threat: 'SIDE',
    without: 'small groups',
    as: 'analyst',
    document: (of) => `{ a: customerGroups(by: KIND) { key count }
      b: customerGroups(by: KIND, filter: { not: { number: { startsWith: "${somebody(of).number}" } } }) { key count } }`,
    gains: ({ json }) => {
      const counted = (groups: { key: string; count: number }[] = []) =>
        groups.reduce((sum, { count }) => sum + count, 0);
      return json?.data != null && counted(json.data.a) - counted(json.data.b) === 1;
    },
  }),
];

/** Values of rows one may see: OWASP API3:2023, and what can be inferred without reading. */
export const VALUES: readonly Attack[] = [...masked, ...inferred];
