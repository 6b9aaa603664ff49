import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ASSERTION_TYPE } from '../../../modules/partner/credential/authenticate-client.ts';
import { approvedApp, MANAGER, secretOf } from '../../../modules/partner/partner.fixture.ts';
import type { Attack, Target } from '../attack.ts';
import type { Installation } from '../installation.fixture.ts';
import { once } from '../once.ts';

let tries = 0;
async function ask(target: Target, form: Record<string, string>): Promise<boolean> {
  const { json } = await target.send('anonymous', {
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
    from: `198.51.101.${++tries % 256}`,
  });
  return json?.access_token !== undefined;
}
const proving = (
  id: string,
  title: string,
  attempt: (target: Target) => Promise<boolean>,
  threat: Attack['threat'] = 'PARTNER',
): Attack => ({
  id: `client-${id}`,
  title,
  threat,
  without: 'proofs of clients',
  attempt,
});

const AUDIENCE = 'http://localhost:80/oauth/token';
interface Written {
  readonly header?: object;
  readonly claims?: object;
  readonly audience?: string;
  readonly from?: number;
  /** Signs with a key that the app does not have. */
  readonly isStranger?: boolean;
  readonly isUnsigned?: boolean;
}

/** An app that signs what it says. */
async function keyedApp({ app }: Installation) {
  const { id } = await approvedApp(app, 'Keyed');
  const pair = await generateKeyPair('ES256', { extractable: true });
  const jwk = JSON.stringify(await exportJWK(pair.publicKey));
  await app.data(
    app.ctxFor('SECURITY_ADMIN', MANAGER),
    'mutation ($input: PartnerKeyInput!) { partnerKeyAdd(input: $input) { userErrors { code } } }',
    { input: { appId: id, label: 'test', expiresInDays: 30, jwk } },
  );
  return { id, pair };
}

/** A statement of an app, written as the attacker likes. */
async function statement({ of }: Target, written: Written = {}): Promise<string> {
  const { id, pair } = await once(of, 'Keyed', async () => await keyedApp(of));
  const seconds = written.from ?? Math.floor(Date.now() / 1000);
  const claims = {
    iss: id,
    sub: id,
    aud: written.audience ?? AUDIENCE,
    jti: String(Math.random()),
    iat: seconds,
    exp: seconds + 60,
    ...written.claims,
  };
  if (written.isUnsigned) {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none' })}.${part(claims)}.`;
  }
  const stranger = await generateKeyPair('ES256');
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', ...written.header })
    .sign(written.isStranger ? stranger.privateKey : pair.privateKey);
}
const asserting = (id: string, title: string, written: Written): Attack =>
  proving(id, title, async (target) =>
    ask(target, { client_assertion_type: ASSERTION_TYPE, client_assertion: await statement(target, written) }),
  );

/** Passing for a partner app at the token endpoint. */
export const CLIENTS: readonly Attack[] = [
  proving('no-secret', 'Only the id of an app', async (target) =>
    ask(target, { client_id: target.of.partner.id, client_secret: 'x' }),
  ),
  proving('other-secret', 'The secret of another app', async (target) => {
    const id = await once(target.of, 'Other', async () => {
      const other = await approvedApp(target.of.app, 'Another');
      await secretOf(target.of.app, other.id);
      return other.id;
    });
    return await ask(target, { client_id: id, client_secret: target.of.partner.secret });
  }),
  proving('wider-scope', 'A purpose that is not in the terms', async (target) =>
    ask(target, { client_id: target.of.partner.id, client_secret: target.of.partner.secret, scope: 'SALES' }),
  ),
  asserting('unsigned', 'A statement without a signature', { isUnsigned: true }),
  asserting('other-key', 'A statement signed with somebody’s key', { isStranger: true }),
  asserting('other-audience', 'A statement made for another server', { audience: 'https://other.example/token' }),
  asserting('expired', 'A statement of an hour ago', { from: Math.floor(Date.now() / 1000) - 3_600 }),
  asserting('for-days', 'A statement that is good for days', {
    claims: { exp: Math.floor(Date.now() / 1000) + 86_400 },
  }),
  asserting('no-id', 'A statement that can be repeated', { claims: { jti: '' } }),
  asserting('other-issuer', 'A statement in the name of somebody else', { claims: { iss: 'app_somebody' } }),
  {
    ...proving('used', 'A statement that was used', async (target) => {
      const form = { client_assertion_type: ASSERTION_TYPE, client_assertion: await statement(target) };
      if (!(await ask(target, form))) throw new Error('it was not good to begin with');
      return await ask(target, form);
    }),
    without: 'using up',
  },
  proving(
    'fetched-key',
    'A statement that says where its key lies: the server asks there',
    async (target) => {
      let isAsked = false;
      const inner = createServer((_request, response) => {
        isAsked = true;
        response.end('{}');
      });
      await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
      // A listening TCP server has such an address.
      const url = `http://127.0.0.1:${(inner.address() as AddressInfo).port}/keys`;
      const client_assertion = await statement(target, { header: { jku: url, x5u: url }, isStranger: true });
      await ask(target, { client_assertion_type: ASSERTION_TYPE, client_assertion });
      inner.closeAllConnections();
      await new Promise((resolve) => inner.close(resolve));
      return isAsked;
    },
    'API7',
  ),
];
