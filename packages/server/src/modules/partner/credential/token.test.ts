import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { approvedApp, askAs, askToken, change, MANAGER, secretOf, tokenOf } from '../partner.fixture.ts';
import { isAddressAllowed, isAddressRange } from './address-range.ts';
import { ASSERTION_TYPE } from './authenticate-client.ts';

let app: TestApp;
let server: FastifyInstance;
let id: string;
let secret: string;
let now = Date.UTC(2026, 2, 5, 8, 30);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http({ mode: 'production', publicUrl: 'https://crm.example' });
  ({ id } = await approvedApp(app, 'Tokens', { purposes: ['MARKETING', 'SALES'] }));
  secret = await secretOf(app, id);
});
// An hour, in which ten guesses are free.
beforeEach(() => void (now += 3_600_000));
afterAll(async () => await app.close());

const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
const SELF = '{ partnerSelf { purposes } }';

describe('the token endpoint', () => {
  it('describes itself', async () => {
    const described = await server.inject({ url: '/.well-known/oauth-authorization-server' });
    expect(described.json()).toMatchObject({
      issuer: 'https://crm.example',
      token_endpoint: 'https://crm.example/oauth/token',
      grant_types_supported: ['client_credentials'],
    });
  });

  it('takes a secret in the header or in the form', async () => {
    const inHeader = await askToken(server, {}, basic(id, secret));
    expect([inHeader.statusCode, inHeader.headers['cache-control']]).toEqual([200, 'no-store']);
    const inForm = await askToken(server, { client_id: id, client_secret: secret, scope: 'SALES' });
    expect(inForm.json()).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'SALES' });
    const self = await askAs(server, inForm.json().access_token, SELF);
    // Its only purpose need not be named.
    expect(self.json().data.partnerSelf.purposes).toEqual(['MARKETING', 'SALES']);
    now += 600_000;
    expect((await askAs(server, inForm.json().access_token, SELF)).statusCode).toBe(401);
  });

  it.each<[string, () => readonly [Record<string, string>, object?], number, string]>([
    ['another grant', () => [{ grant_type: 'password' }], 400, 'unsupported_grant_type'],
    ['no grant', () => [{ grant_type: '' }], 400, 'invalid_request'],
    ['nothing to prove with', () => [{ client_id: id }], 401, 'invalid_client'],
    ['a wrong secret', () => [{ client_id: id, client_secret: `${secret}x` }], 401, 'invalid_client'],
    ['a wrong secret in the header', () => [{}, basic(id, 'x')], 401, 'invalid_client'],
    ['an id that is none', () => [{ client_id: 'app_1', client_secret: secret }], 401, 'invalid_client'],
    ['two proofs', () => [{ client_id: id, client_secret: secret }, basic(id, secret)], 400, 'invalid_request'],
    ['a header that is none', () => [{}, { authorization: 'Basic ?' }], 401, 'invalid_client'],
    [
      'a purpose that it has not',
      () => [{ client_id: id, client_secret: secret, scope: 'SALES LEGAL' }],
      400,
      'invalid_scope',
    ],
    [
      'a token for elsewhere',
      () => [{ client_id: id, client_secret: secret, resource: 'https://elsewhere.example' }],
      400,
      'invalid_target',
    ],
    ['a statement of another type', () => [{ client_assertion: 'x' }], 400, 'invalid_request'],
    [
      'a statement that is none',
      () => [{ client_assertion: 'x', client_assertion_type: ASSERTION_TYPE }],
      401,
      'invalid_client',
    ],
  ])('refuses %s', async (_what, make, status, error) => {
    const answer = await askToken(server, ...make());
    expect([answer.statusCode, answer.json().error]).toEqual([status, error]);
    expect(answer.headers['www-authenticate'] !== undefined).toBe(status === 401);
  });

  it('reads forms only, each parameter once', async () => {
    const json = await server.inject({ method: 'POST', url: '/oauth/token', payload: { grant_type: 'x' } });
    expect(json.statusCode).toBe(415);
    const twice = await server.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'grant_type=client_credentials&grant_type=client_credentials',
    });
    expect(twice.json().error).toBe('invalid_request');
  });

  it('evaluates ten wrong guesses an hour, from an address for an app', async () => {
    const guess = async (n: number) => await askToken(server, { client_id: id, client_secret: `guess ${n}` });
    for (let n = 0; n < 10; n++) expect((await guess(n)).statusCode).toBe(401);
    const more = await askToken(server, { client_id: id, client_secret: secret });
    expect([more.statusCode, Number(more.headers['retry-after']) > 3_000]).toEqual([429, true]);
    now += 3_600_000;
    expect((await askToken(server, { client_id: id, client_secret: secret })).statusCode).toBe(200);
  });
});

describe('credentials', () => {
  it('are two at a time, so that one can take the place of the other', async () => {
    const { id: own } = await approvedApp(app, 'Rotating');
    const first = await secretOf(app, own);
    const second = await secretOf(app, own);
    const third = app.data(
      app.ctxFor('SECURITY_ADMIN', MANAGER),
      'mutation ($i: PartnerSecretInput!) { partnerSecretCreate(input: $i) { userErrors { code } } }',
      { i: { appId: own, label: 'third', expiresInDays: 1 } },
    );
    expect((await third).partnerSecretCreate.userErrors).toEqual([{ code: 'TOO_MANY' }]);
    const oldToken = (await askToken(server, { client_id: own, client_secret: first })).json().access_token;
    const newToken = (await askToken(server, { client_id: own, client_secret: second })).json().access_token;
    const credentials = await credentialsOf(own);
    const used = credentials.find(({ hint }) => first.startsWith(hint.slice(0, -1)));
    expect(used).toMatchObject({ kind: 'SECRET', lastUsedAt: expect.any(String), revokedAt: null });
    await app.data(
      app.ctxFor('SECURITY_ADMIN', MANAGER),
      'mutation ($id: ID!) { partnerCredentialRevoke(id: $id) { done } }',
      { id: used?.id },
    );
    // Its tokens end with it, those of the other go on.
    expect((await askAs(server, oldToken, SELF)).statusCode).toBe(401);
    expect((await askAs(server, newToken, SELF)).statusCode).toBe(200);
    expect((await askToken(server, { client_id: own, client_secret: first })).json().error).toBe('invalid_client');
    now += 90 * 86_400_000;
    expect((await askToken(server, { client_id: own, client_secret: second })).json().error).toBe('invalid_client');
  });

  it('may be keys: each signed statement counts once, and only as it has to be', async () => {
    const { id: own } = await approvedApp(app, 'Signing');
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const other = await generateKeyPair('ES256');
    expect(await addKey(own, JSON.stringify(await exportJWK(privateKey)))).toEqual([{ code: 'KEY_INVALID' }]);
    expect(await addKey(own, '{"kty":"oct","k":"c2VjcmV0"}')).toEqual([{ code: 'KEY_INVALID' }]);
    expect(await addKey(own, JSON.stringify(await exportJWK(publicKey)))).toEqual([]);
    expect(await addKey(own, JSON.stringify(await exportJWK(publicKey)))).toEqual([{ code: 'TAKEN' }]);

    const seconds = Math.floor(now / 1000);
    const good = { iss: own, sub: own, aud: 'https://crm.example/oauth/token', exp: seconds + 60, jti: 'one' };
    const sign = async (claims: JWTPayload, key = privateKey) =>
      await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(key);
    const ask = async (assertion: string) =>
      await askToken(server, { client_assertion: assertion, client_assertion_type: ASSERTION_TYPE });
    const statement = await sign(good);
    // At the same moment: one of them counts.
    const both = await Promise.all([ask(statement), ask(statement)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 401]);
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const wrong: readonly string[] = [
      statement,
      await sign({ ...good, jti: 'two' }, other.privateKey),
      await sign({ ...good, jti: 'three', aud: 'https://elsewhere.example' }),
      await sign({ ...good, jti: 'four', iss: 'somebody' }),
      await sign({ ...good, jti: 'five', exp: seconds - 60 }),
      await sign({ ...good, jti: 'six', exp: seconds + 86_400 }),
      await sign({ ...good, jti: '' }),
      `${encode({ alg: 'none' })}.${encode({ ...good, jti: 'seven' })}.`,
    ];
    for (const one of wrong) expect((await ask(one)).statusCode).toBe(401);
    expect((await ask(await sign({ ...good, jti: 'eight', aud: 'https://crm.example' }))).statusCode).toBe(200);
  });
});

it('lets an app come from its networks and within its contract only, at the token and at each use', async () => {
  const near = await approvedApp(app, 'Near', { addresses: ['127.0.0.0/8'], contractTo: '2026-12-31' });
  const far = await approvedApp(app, 'Far', { addresses: ['203.0.113.0/24'] });
  const token = await tokenOf(app, server, near.id);
  expect((await askAs(server, token, SELF)).statusCode).toBe(200);
  const elsewhere = {
    method: 'POST',
    url: '/graphql',
    payload: { query: SELF },
    remoteAddress: '198.51.100.9',
  } as const;
  const authorization = `Bearer ${token}`;
  expect((await server.inject({ ...elsewhere, headers: { authorization } })).statusCode).toBe(403);
  const refused = await askToken(server, { client_id: far.id, client_secret: await secretOf(app, far.id) });
  expect(refused.json().error).toBe('unauthorized_client');
  const before = now;
  now = Date.UTC(2027, 0, 2);
  await secretOf(app, near.id);
  const late = await askToken(server, { client_id: near.id, client_secret: await secretOf(app, near.id) });
  expect([late.json().error, late.json().error_description]).toEqual([
    'unauthorized_client',
    'The contract has not begun, or has ended.',
  ]);
  now = before;
});

it('keeps the token of an app out of everything that is for people', async () => {
  const token = await tokenOf(app, server, (await approvedApp(app, 'Curious')).id);
  const headers = { authorization: `Bearer ${token}` };
  const answers = await Promise.all(
    ['/api/exports/exp_1/file', '/api/imports/imp_1/rejected.csv', '/partner/schema.graphql'].map(
      async (url) => (await server.inject({ url, headers })).statusCode,
    ),
  );
  expect(answers).toEqual([401, 401, 200]);
  expect((await server.inject({ url: '/partner/schema.graphql' })).statusCode).toBe(401);
  // And what is for apps away from people.
  const asPerson = await app.execute(app.ctxFor('SECURITY_ADMIN', MANAGER), SELF);
  expect(asPerson.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  expect((await change(app, MANAGER, 'partnerAppSuspend', { id: 'app_1', reason: 'x' })).userErrors).toEqual([
    { code: 'NOT_FOUND', field: ['id'] },
  ]);
});

describe('networks', () => {
  it.each<[string, string[], boolean]>([
    ['192.0.2.7', [], true],
    ['192.0.2.7', ['192.0.2.0/24'], true],
    ['::ffff:192.0.2.7', ['192.0.2.0/24'], true],
    ['192.0.3.7', ['192.0.2.0/24', '192.0.3.7'], true],
    ['192.0.3.8', ['192.0.2.0/24', '192.0.3.7'], false],
    ['2001:db8::9', ['2001:db8::/32'], true],
    ['2001:db9::9', ['2001:db8::/32', '0.0.0.0/0'], false],
    ['', ['0.0.0.0/0'], false],
  ])('%s in %j: %s', (address, ranges, expected) => expect(isAddressAllowed(address, ranges)).toBe(expected));

  it.each([
    '10.0.0.0/33',
    '10.0.0',
    '10.0.0.0/08',
    '10.0.0.0/',
    '::/129',
    'fe80::1%eth0',
    'example.com',
    '1.2.3.4/8/9',
    '',
  ])('%j is none', (text) => expect(isAddressRange(text)).toBe(false));
});

async function credentialsOf(
  appId: string,
): Promise<{ id: string; kind: string; hint: string; lastUsedAt: string | null; revokedAt: string | null }[]> {
  const document = `query ($id: ID!) { partnerApp(id: $id) { credentials { id kind hint lastUsedAt revokedAt } } }`;
  return (await app.data(app.ctxFor('SECURITY_ADMIN'), document, { id: appId })).partnerApp.credentials;
}

async function addKey(appId: string, jwk: string): Promise<{ code: string }[]> {
  const { partnerKeyAdd } = await app.data(
    app.ctxFor('SECURITY_ADMIN', MANAGER),
    'mutation ($input: PartnerKeyInput!) { partnerKeyAdd(input: $input) { userErrors { code } } }',
    { input: { appId, label: 'key', expiresInDays: 30, jwk } },
  );
  return partnerKeyAdd.userErrors;
}
