import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import { makeFirstAdministratorLink } from './index.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

const PASSWORD = 'correct horse battery';
const PASSWORD_SET = `mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { viewer { user { name email roles status } permissions } userErrors { code field message } } }`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { viewer { user { email } } userErrors { code field } } }`;

async function post(query: string, variables: object, headers: Record<string, string> = {}) {
  const server = await app.http();
  return await server.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } });
}

describe('the first administrator', () => {
  it('sets a password once, and the link is dead afterwards', async () => {
    const token = await makeFirstAdministratorLink(app.services);
    const input = { token, password: PASSWORD, name: 'Wang Li', email: 'Wang.Li@Acme.example' };
    const info = await app.data(
      app.ctxFor('anonymous'),
      `query ($t: String!) { linkInfo(token: $t) { purpose email } }`,
      { t: token },
    );
    expect(info).toEqual({ linkInfo: { purpose: 'FIRST_ADMINISTRATOR', email: null } });
    const weak = await app.data(app.ctxFor('anonymous'), PASSWORD_SET, {
      input: { ...input, password: 'wangli123456' },
    });
    expect(weak.passwordSet.userErrors).toMatchObject([{ code: 'PASSWORD_TOO_WEAK', field: ['input', 'password'] }]);

    const set = await post(PASSWORD_SET, { input });
    expect(set.json().data.passwordSet.viewer.user).toEqual({
      name: 'Wang Li',
      email: 'wang.li@acme.example',
      roles: ['SECURITY_ADMIN', 'DATA_STEWARD', 'MANAGER'],
      status: 'ACTIVE',
    });
    expect(set.headers['set-cookie']).toMatch(/^dossier=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43\d{3}$/);

    const again = await app.data(app.ctxFor('anonymous'), PASSWORD_SET, { input });
    expect(again.passwordSet).toMatchObject({ viewer: null, userErrors: [{ code: 'LINK_EXPIRED' }] });
    expect(await makeFirstAdministratorLink(app.services)).toBeUndefined();
  });
});

describe('signing in', () => {
  it('begins a session that the cookie carries, and signing out ends it', async () => {
    const signedIn = await post(SIGN_IN, { input: { email: 'WANG.LI@acme.example', password: PASSWORD } });
    expect(signedIn.json()).toEqual({
      data: { signIn: { viewer: { user: { email: 'wang.li@acme.example' } }, userErrors: [] } },
    });
    const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    const headers = { cookie, 'x-dossier-csrf': '1' };
    const viewer = await post('{ viewer { user { name } } installation { needsFirstAdministrator } }', {}, headers);
    expect(viewer.json()).toEqual({
      data: { viewer: { user: { name: 'Wang Li' } }, installation: { needsFirstAdministrator: false } },
    });
    const out = await post('mutation { signOut { done } }', {}, headers);
    expect(out.headers['set-cookie']).toBe('dossier=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
    expect((await post('{ viewer { user { name } } }', {}, headers)).json()).toEqual({ data: { viewer: null } });
  });
});
