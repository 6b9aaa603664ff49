import { sql } from 'kysely';
import { answers, asking, type Answer, type Asking, type Attack, type Gain, type Request } from '../attack.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const body = (value: unknown) => ({ headers: JSON_TYPE, body: JSON.stringify(value) });
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

/** A document that costs its sender nothing and the server much. */
const large = (id: string, title: string, document: string, rest: Partial<Asking> = {}): Attack =>
  asking({
    id: `much-${id}`,
    title,
    threat: 'API4',
    without: 'limits of documents',
    as: 'viewer',
    document,
    gains: answers,
    ...rest,
  });

const FIELDS = [
  'id',
  'number',
  'kind',
  'status',
  'stage',
  'grade',
  'createdAt',
  'updatedAt',
  'version',
  'completeness',
  'visibility',
  'country',
].concat([
  'province',
  'city',
  'district',
  'industry',
  'size',
  'archivedAt',
  'name',
  'gender',
  'birthDate',
  'employer',
  'jobTitle',
]);
const nested = (depth: number, open: string, close: string, leaf: string) =>
  open.repeat(depth) + leaf + close.repeat(depth);
const guess = (i: number) =>
  `a${i}: signIn(input: { email: "nobody@acme.example", password: "guess number ${i}" }) { userErrors { code } }`;

const documents: readonly Attack[] = [
  large('aliases', '101 aliases of one field', `{ ${times(101, (i) => `a${i}: __typename`)} }`),
  large(
    'alias-over-limit',
    'One alias more than allowed, of an expensive list',
    `{ ${times(16, (i) => `a${i}: customers(first: 1) { totalCount }`)} }`,
  ),
  large('guessing-by-aliases', 'Passwords guessed by aliases in one request', `mutation { ${times(2, guess)} }`, {
    as: 'anonymous',
    threat: 'API2',
  }),
  large(
    'links-by-aliases',
    'One-time links guessed by aliases in one request',
    `{ ${times(2, (i) => `a${i}: linkInfo(token: "guess ${i}") { email }`)} b: __typename }`,
    { as: 'anonymous', threat: 'API2' },
  ),
  large('same-field', 'One field 500 times', `{ ${times(500, () => '__typename')} }`),
  large('same-fragment', 'One inline fragment 30 times', `{ ${times(30, () => '... on Query { __typename }')} }`),
  large(
    'directives',
    'A directive on each of many fields',
    `{ customers(first: 1) { nodes { ${FIELDS.map((name) => `${name} @include(if: true)`).join(' ')} } } }`,
  ),
  large(
    'tokens',
    'A document of 2,100 tokens',
    `{ customers(first: 1, filter: { number: { in: [${times(2_100, () => '"a"')}] } }) { totalCount } }`,
  ),
  large(
    'depth',
    'A relation that leads back to itself, twelve levels deep',
    `{ customers(first: 1) { nodes { ${nested(6, 'recentOrders(first: 1) { customer { ', ' } }', 'id')} } } }`,
  ),
  large(
    'depth-by-fragments',
    'The same depth hidden in fragments',
    `{ customers(first: 1) { nodes { ...A } } }
     fragment A on Customer { recentOrders(first: 1) { customer { recentOrders(first: 1) { customer { ...B } } } } }
     fragment B on Customer { recentOrders(first: 1) { customer { recentOrders(first: 1) { customer { id } } } } }`,
  ),
  large(
    'width',
    'Full pages inside of full pages',
    `{ customers(first: 100) { nodes { recentOrders(first: 20) { lines { id quantity unitPrice } } timeline(first: 100) { nodes { __typename } }
       orders(first: 100) { nodes { number lines { id } } } } } }`,
  ),
  large(
    'width-in-a-variable',
    'Full pages inside of full pages, the size in a variable',
    `query ($n: Int!) { customers(first: $n) { nodes { timeline(first: $n) { nodes { __typename } }
       orders(first: $n) { nodes { number lines { id } } } } } }`,
    { variables: () => ({ n: 100 }) },
  ),
  large(
    'width-by-default',
    'Full pages by the default of a variable',
    `query ($n: Int! = 100) { customers(first: $n) { nodes { timeline(first: $n) { nodes { __typename } }
       orders(first: $n) { nodes { number lines { id } } } } } }`,
  ),
  large('introspection', 'The whole schema by introspection', '{ __schema { types { name fields { name } } } }', {
    threat: 'API8',
  }),
  large('introspection-without-credentials', 'The schema, without credentials', '{ __schema { types { name } } }', {
    as: 'anonymous',
    threat: 'API8',
  }),
  large('type-by-name', 'A type by its name', '{ __type(name: "User") { fields { name } } }', { threat: 'API8' }),
  {
    id: 'much-free-document',
    title: 'A document of one’s own with the session of a browser',
    threat: 'API4',
    without: 'documents of the console',
    attempt: async (target) =>
      answers(await target.send('seller in person', body({ query: '{ tags { name } }' })), target.of),
  },
];

/** A request in a form that a server out of the box takes. */
const form = (id: string, title: string, request: Request, gains: Gain, threat: Attack['threat'] = 'API8'): Attack => ({
  id: `form-${id}`,
  title,
  threat,
  without: 'our HTTP layer',
  attempt: async (target) => gains(await target.send('viewer', request), target.of),
});
const isBatch: Gain = ({ json }) => Array.isArray(json) && json.length === 10 && json.every((one) => one.data !== null);
const contains =
  (...texts: readonly string[]): Gain =>
  ({ text }: Answer) =>
    texts.some((one) => text.includes(one));
const QUERY = '{ __typename }';

const forms: readonly Attack[] = [
  form(
    'batch',
    'Ten operations in one request',
    body(Array.from({ length: 10 }, () => ({ query: QUERY }))),
    isBatch,
    'API4',
  ),
  form(
    'two-operations',
    'Several operations in one document',
    body({ query: 'query A { __typename } query B { __typename }', operationName: 'A' }),
    answers,
    'API4',
  ),
  form('large-body', 'A body of 10 MB', body({ query: QUERY, x: 'a'.repeat(10_000_000) }), answers, 'API4'),
  form(
    'query-by-get',
    'A query by GET',
    { method: 'GET', url: `/graphql?query=${encodeURIComponent(QUERY)}` },
    answers,
    'SITE',
  ),
  form(
    'mutation-by-get',
    'A mutation by GET',
    { method: 'GET', url: `/graphql?query=${encodeURIComponent('mutation { signOut { done } }')}` },
    answers,
    'SITE',
  ),
  form(
    'form-post',
    'A document in the body of an HTML form',
    {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ query: QUERY }).toString(),
    },
    answers,
    'SITE',
  ),
  form(
    'text-post',
    'A document as plain text',
    { headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query: QUERY }) },
    answers,
    'SITE',
  ),
  form(
    'no-type',
    'A document without a media type',
    { body: Buffer.from(JSON.stringify({ query: QUERY })) },
    answers,
    'SITE',
  ),
  form(
    'suggestions',
    'Names of fields by suggestions',
    body({ query: '{ viewr { user { nam } } }' }),
    contains('Did you mean'),
  ),
  form(
    'stack',
    'Where the program lies, by a broken document',
    body({ query: 'query cop { abc' }),
    contains('stacktrace', 'node_modules'),
  ),
  form(
    'variable-echo',
    'A value that comes back in an error',
    body({ query: 'query ($n: Int!) { customers(first: $n) { totalCount } }', variables: { n: '13800138000' } }),
    contains('13800138000'),
    'SIDE',
  ),
  form(
    'trace',
    'How long each field took',
    { ...body({ query: QUERY }), headers: { ...JSON_TYPE, 'apollo-federation-include-trace': 'ftv1' } },
    contains('ftv1'),
  ),
  form(
    'page',
    'A page to try things on',
    { method: 'GET', headers: { accept: 'text/html' } },
    contains('Apollo', 'graphiql'),
  ),
];

/** Tables of a database that is not as the server expects: what an error of it says. */
const failing: Attack = {
  id: 'form-error-of-the-database',
  title: 'The text of an error of the database',
  threat: 'API8',
  without: 'our HTTP layer',
  attempt: async (target) => {
    const { db } = target.of.app.services;
    const rename = async (from: string, to: string) =>
      void (await db.transaction(
        async (trx) => await sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(trx),
      ));
    await rename('customer_tag', 'customer_tag_away');
    try {
      const { text } = await target.send('steward', body({ query: '{ tags { name customerCount } }' }));
      return /no such table|doesn.t exist|select /i.test(text);
    } finally {
      await rename('customer_tag_away', 'customer_tag');
    }
  },
};

/** Using up the server, and forms of requests: OWASP API4 and API8:2023, and all of graphql-cop. */
export const TOO_MUCH: readonly Attack[] = [...documents, ...forms, failing];
