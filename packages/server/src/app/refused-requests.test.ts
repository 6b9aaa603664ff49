import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestApp, type TestApp } from './testing/test-app.ts';
import { signInAs } from '../modules/access/access.fixture.ts';
import type { FastifyInstance } from 'fastify';

let app: TestApp;
let server: FastifyInstance;
let cookie: string;
let now = Date.UTC(2026, 5, 1, 12);
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  app = await createTestApp({ now: () => now });
  server = await app.http({ mode: 'production' });
  ({ cookie } = await signInAs(app, server, 'VIEWER'));
});
afterAll(async () => {
  vi.useRealTimers();
  await app.close();
});

const entries = async () => {
  const rows = await app.services.db.read
    .selectFrom('audit_entry')
    .select(['actor_kind', 'detail'])
    .where('action', '=', 'request.refused')
    .orderBy('id')
    .execute();
  return rows.map(({ actor_kind: by, detail }) => ({ by, ...JSON.parse(detail ?? '{}') }));
};
const post = async (payload: string | object, headers: Record<string, string> = {}, address = '203.0.113.7') =>
  (
    await server.inject({
      method: 'POST',
      url: '/graphql',
      remoteAddress: address,
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    })
  ).statusCode;
const session = () => ({ cookie, 'x-dossier-csrf': '1' });

it('refused forms of requests are added up to one entry of the audit log a minute, however many come', async () => {
  // What people meet in passing is none of them.
  expect(await post({ query: '{ viewer { mustEnrol } }' })).toBe(200);
  expect(await post({ query: '{ customers { nodes { id } } }' })).toBe(401);
  expect((await server.inject({ method: 'GET', url: '/api/nothing' })).statusCode).toBe(404);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(await entries()).toEqual([]);

  for (let i = 0; i < 300; i++) await post('{"query": ', {}, `203.0.113.${i % 3}`);
  expect(await post([{ query: '{ viewer { mustEnrol } }' }])).toBe(400);
  expect(await post('query=x', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(415);
  expect(await post({ query: '{ nothingLikeThis }' })).toBe(400);
  expect(await post({ query: '{ viewer {' })).toBe(400);
  expect(await post({ query: `{ ${'a: viewer { mustEnrol } '.repeat(1)}${aliases(200)} }` })).toBe(400);
  expect(await post({ query: '{ viewer { mustEnrol } }' }, { authorization: 'Bearer dos_made-up' })).toBe(401);
  expect(await post({ query: '{ viewer { mustEnrol } }' }, { origin: 'https://evil.example' })).toBe(403);
  expect(await post({ query: '{ viewer { mustEnrol } }' }, session())).toBe(403);
  expect(await post({ extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } })).toBe(400);
  expect(await entries()).toEqual([]);

  now += 60_000;
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(async () => expect(await entries()).toHaveLength(1));
  const codes = {
    BAD_REQUEST: 302,
    FOREIGN: 2,
    GRAPHQL_PARSE_FAILED: 1,
    GRAPHQL_VALIDATION_FAILED: 1,
    PERSISTED_QUERY_NOT_FOUND: 1,
    TOO_COMPLEX: 1,
    WRONG_TOKEN: 1,
  };
  const first = { by: 'system', ...codes, addresses: 4, seconds: 60 };
  expect(await entries()).toEqual([first]);

  // Guessing goes on where it is answered, too: what is refused inside of an answer counts as well.
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }';
  for (let i = 0; i < 12; i++) {
    await post({ query, variables: { input: { email: 'nobody@acme.example', password: `guess ${i}` } } });
  }
  await server.close();
  expect(await entries()).toEqual([first, { by: 'system', RATE_LIMITED: 2, addresses: 1, seconds: 0 }]);
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, i) => `a${i}: viewer { mustEnrol }`).join(' ');
}
