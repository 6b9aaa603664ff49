import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../../modules/access/access.fixture.ts';
import { makeFirstAdministratorLink } from '../../modules/access/index.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

const SESSION_DOCUMENT = 'query Session { viewer { user { name } permissions } }';
const TOKEN_DOCUMENT = `mutation T($input: ApiTokenCreateInput!) { apiTokenCreate(input: $input) { token userErrors { code } } }`;
const BEGIN_DOCUMENT = 'mutation B { totpBegin { secret } }';
const CONFIRM_DOCUMENT = 'mutation C($code: String!) { totpConfirm(code: $code) { userErrors { code } } }';
const persisted = new Map([
  ['a'.repeat(64), SESSION_DOCUMENT],
  ['b'.repeat(64), TOKEN_DOCUMENT],
  ['d'.repeat(64), BEGIN_DOCUMENT],
  ['e'.repeat(64), CONFIRM_DOCUMENT],
]);
const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

let app: TestApp;
let server: FastifyInstance;
let cookie: string;
let token: string;
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http({ mode: 'production', persistedDocuments: persisted });
  const link = await makeFirstAdministratorLink(app.services);
  const input = { token: link, password: 'correct horse battery', name: 'Ann', email: 'ann@acme.example' };
  const set = await post({
    query: 'mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { userErrors { code } } }',
    variables: { input },
  });
  cookie = String(set.headers['set-cookie']).split(';')[0] ?? '';
  const { secret } = (await post(byHash('d'.repeat(64)), session())).json().data.totpBegin;
  const variables = { code: codeAt(app, 0, secret) };
  const confirmed = await post({ ...byHash('e'.repeat(64)), variables }, session());
  cookie = String(confirmed.headers['set-cookie']).split(';')[0] ?? '';
  const made = await post(
    { ...byHash('b'.repeat(64)), variables: { input: { name: 'test', expiresInDays: 1 } } },
    session(),
  );
  token = made.json().data.apiTokenCreate.token;
});
afterAll(async () => await app.close());

const session = () => ({ cookie, 'x-dossier-csrf': '1' });
const bearer = () => ({ authorization: `Bearer ${token}` });

async function post(payload: object | string, headers: Record<string, string> = {}) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    payload: body,
  });
}
async function codeOf(payload: object | string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await post(payload, headers);
  expect(answer.json().data ?? null).toBeNull();
  return `${answer.statusCode} ${answer.json().errors[0].extensions.code}`;
}
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const nested = (depth: number) =>
  `{ customers { nodes { ${'sourceRecords { import { createdBy { '.repeat(depth)}id${' } } }'.repeat(depth)} } } }`;

describe('documents that are too much', () => {
  it.each([
    ['16 aliases', `{ ${times(16, (i) => `a${i}: __typename`)} }`, '400 TOO_COMPLEX'],
    ['one field 21 times', `{ ${times(21, () => '__typename')} }`, '400 TOO_COMPLEX'],
    ['21 directives', `{ ${times(21, (i) => `a: __typename @include(if: true) #${i}\n`)} }`, '400 TOO_COMPLEX'],
    ['2,001 tokens', `{ ${times(2_000, (i) => `f${i}`)} }`, '400 GRAPHQL_PARSE_FAILED'],
    ['11 levels', `{ a { a { a { a { a { a { a { a { a { a { a } } } } } } } } } } }`, '400 TOO_COMPLEX'],
    [
      '11 levels by fragments',
      `{ ...A } fragment A on Query { a { a { a { a { ...B } } } } } fragment B on X { b { b { b { b { b { b { b } } } } } } }`,
      '400 TOO_COMPLEX',
    ],
    ['two operations', 'query A { __typename } query B { __typename }', '400 TOO_COMPLEX'],
    [
      'fragments that spread each other',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
      '400 GRAPHQL_VALIDATION_FAILED',
    ],
    ['a million rows', '{ users(first: 1000000) { id } }', '400 TOO_COMPLEX'],
    ['introspection', '{ __schema { types { name fields { name } } } }', '400 GRAPHQL_VALIDATION_FAILED'],
    ['a type by name', '{ __type(name: "User") { name } }', '400 GRAPHQL_VALIDATION_FAILED'],
    ['half a document', 'query cop { abc', '400 GRAPHQL_PARSE_FAILED'],
  ])('%s', async (_name, query, expected) => {
    expect(await codeOf({ query }, bearer())).toBe(expected);
  });

  it('is known before anything is read, also when the size comes in a variable', async () => {
    const before = app.services.db.statementCount();
    const variables = { n: 5_000 };
    expect(
      await codeOf(
        {
          query:
            'query ($n: Int!) { users(first: $n) { id name email roles status locale createdAt version lastSignInAt __typename } }',
          variables,
        },
        bearer(),
      ),
    ).toBe('400 TOO_COMPLEX');
    // The token itself.
    expect(app.services.db.statementCount() - before).toBe(1);
  });

  it('counts guesses by aliases once', async () => {
    const guess = (i: number) =>
      `a${i}: signIn(input: { email: "ann@acme.example", password: "guess number ${i}" }) { userErrors { code } }`;
    expect(await codeOf({ query: `mutation { ${times(2, guess)} }` })).toBe('400 TOO_COMPLEX');
  });

  it('refuses in under 50 ms what would take long to check', async () => {
    const started = performance.now();
    await post({ query: nested(3).repeat(10) }, bearer());
    await post(
      {
        query: `{ ${times(900, (i) => `...F${i}`)} } ${times(50, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)}`,
      },
      bearer(),
    );
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('requests in other forms', () => {
  it.each([
    ['an array of operations', '[{"query":"{__typename}"},{"query":"{__typename}"}]', '400 BAD_REQUEST'],
    ['broken JSON', '{"query":"{ __typename }"', '400 BAD_REQUEST'],
    ['a body of 101 kB', JSON.stringify({ query: '{ __typename }', x: 'a'.repeat(101 * 1024) }), '413 BAD_REQUEST'],
    ['no document', '{"variables":{}}', '400 BAD_REQUEST'],
    ['an unknown hash', JSON.stringify(byHash('c'.repeat(64))), '400 PERSISTED_QUERY_NOT_FOUND'],
    ['variables that are text', '{"query":"{__typename}","variables":"x"}', '400 BAD_REQUEST'],
    ['nothing', '', '400 BAD_REQUEST'],
  ])('%s', async (_name, body, expected) => {
    expect(await codeOf(body, bearer())).toBe(expected);
  });

  it.each([
    ['GET', { accept: 'application/json' }, '/graphql?query={__typename}', 405],
    ['GET', { accept: 'text/html' }, '/graphql', 405],
    ['POST', { 'content-type': 'application/x-www-form-urlencoded' }, '/graphql', 415],
    ['POST', { 'content-type': 'text/plain' }, '/graphql', 415],
  ] as const)('%s %o', async (method, headers, url, status) => {
    const answer = await server.inject({
      method,
      url,
      headers,
      ...(method === 'GET' ? {} : { payload: 'query={__typename}' }),
    });
    expect([answer.statusCode, answer.json().data]).toEqual([status, undefined]);
  });

  it('answers the media type that was asked for', async () => {
    const accept = 'application/graphql-response+json, application/json;q=0.9';
    const answer = await post({ query: '{ nope }' }, { accept, ...bearer() });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      400,
      'application/graphql-response+json; charset=utf-8',
    ]);
    const good = await post(
      {
        query: 'query Q($a: Boolean!) { __typename @include(if: $a) }',
        variables: { a: true },
        operationName: 'Q',
        extensions: null,
      },
      { accept, ...bearer() },
    );
    expect([good.statusCode, good.body]).toEqual([200, '{"data":{"__typename":"Query"}}']);
  });
});

describe('another site', () => {
  it.each([
    ['without our header', {}, 403],
    ['with our header', { 'x-dossier-csrf': '1' }, 200],
    ['from our own page', { 'x-dossier-csrf': '1', origin: 'http://localhost:80', host: 'localhost:80' }, 200],
    ['from another origin', { 'x-dossier-csrf': '1', origin: 'https://evil.example' }, 403],
    ['from our host on another port', { 'x-dossier-csrf': '1', origin: 'http://localhost:81' }, 403],
    ['from a sandboxed frame', { 'x-dossier-csrf': '1', origin: 'null' }, 403],
    ['from a sibling site', { 'x-dossier-csrf': '1', 'sec-fetch-site': 'same-site' }, 403],
  ])('%s', async (_name, headers, status) => {
    const answer = await post(byHash('a'.repeat(64)), { cookie, ...headers });
    expect(answer.statusCode).toBe(status);
  });

  it('cannot sign somebody in', async () => {
    const query = 'mutation { signIn(input: { email: "a@b.c", password: "x" }) { userErrors { code } } }';
    expect(await codeOf({ query }, { origin: 'https://evil.example' })).toBe('403 FORBIDDEN');
  });
});

describe('who may ask what', () => {
  it('runs only the console’s documents with a session', async () => {
    expect(await codeOf({ query: SESSION_DOCUMENT }, session())).toBe('403 FORBIDDEN');
    expect((await post(byHash('a'.repeat(64)), session())).json().data.viewer.user).toEqual({ name: 'Ann' });
  });

  it('says no to every root field without credentials, except those open to anyone', async () => {
    expect(await codeOf({ query: '{ users { id } }' })).toBe('401 UNAUTHENTICATED');
    expect(await codeOf({ query: '{ viewer { user { name } } users { id } }' })).toBe('401 UNAUTHENTICATED');
    expect(await codeOf({ query: '{ ...F } fragment F on Query { users { id } }' })).toBe('401 UNAUTHENTICATED');
    expect(await codeOf({ query: '{ users(first: "x") { nothing } }' })).toBe('401 UNAUTHENTICATED');
    expect(await codeOf({ query: '{ nothing }' })).toBe('400 GRAPHQL_VALIDATION_FAILED');
    expect((await post({ query: '{ viewer { user { name } } }' })).json()).toEqual({ data: { viewer: null } });
  });

  it.each([
    ['made up', 'dos_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['alg none', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
    ['empty', ''],
  ])('refuses a token that is %s', async (_name, bad) => {
    expect(await codeOf({ query: '{ __typename }' }, { authorization: `Bearer ${bad}` })).toBe('401 UNAUTHENTICATED');
  });

  it('tells nothing about values and the schema in its errors', async () => {
    const typo = await post({ query: '{ viewr { user { name } } }' }, bearer());
    expect(typo.body).not.toContain('Did you mean');
    const value = await post(
      { query: 'query ($n: Int!) { users(first: $n) { id } }', variables: { n: '13800138000' } },
      bearer(),
    );
    expect(value.statusCode).toBe(400);
    expect(value.json().errors[0].message).toBe(
      'Variable "$n" got an invalid value; Int cannot represent non-integer value.',
    );
  });
});
