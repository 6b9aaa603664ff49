import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { addUser, createApiToken, PASSWORD, signInAs } from '../access.fixture.ts';
import { type Browser, openBrowser, VIEWER } from '../second-factor/second-factor.fixture.ts';

let app: TestApp;
let server: FastifyInstance;
let now = Date.UTC(2026, 5, 1, 12);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http();
});
afterAll(async () => await app.close());

const RULES = '{ accessPolicy { version signIn { secondFactorForAll sessionsAtOnce } changes { version reason } } }';
const UPDATE = `mutation ($v: Int!, $input: SignInRulesInput!, $reason: String!) {
  accessSignInUpdate(policyVersion: $v, input: $input, reason: $reason) {
    policy { version signIn { secondFactorForAll sessionsAtOnce } } userErrors { code field } } }`;
const SIGN_IN = `mutation ($input: SignInInput!) {
  signIn(input: $input) { viewer { mustEnrol } sessionsEnded userErrors { code } } }`;
const admin = () => app.ctxFor('SECURITY_ADMIN', 7);
const rules = async () => (await app.data(admin(), RULES)).accessPolicy;
const change = async (v: number, input: object, reason = 'tried') =>
  (await app.data(admin(), UPDATE, { v, input, reason })).accessSignInUpdate;
const audited = async (action: string) =>
  await app.services.db.read
    .selectFrom('audit_entry')
    .select(['object_id', 'fields', 'detail', 'reason'])
    .where('action', '=', action)
    .orderBy('id')
    .execute();

describe('the rules of signing in', () => {
  it('have defaults, and are changed for a reason by those who may write the policy', async () => {
    const signIn = { secondFactorForAll: false, sessionsAtOnce: 10 };
    expect(await rules()).toEqual({ version: 0, signIn, changes: [] });
    const { errors } = await app.execute(app.ctxFor('AUDITOR'), UPDATE, { v: 0, input: {}, reason: 'x' });
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'POLICY_WRITE' });
    const codes = async (v: number, input: object, reason?: string) =>
      (await change(v, input, reason)).userErrors.map(({ code }: { code: string }) => code);
    expect(await codes(0, { secondFactorForAll: true }, ' ')).toEqual(['REQUIRED']);
    expect(await codes(1, { secondFactorForAll: true })).toEqual(['STALE']);
    expect(await codes(0, { sessionsAtOnce: 0 })).toEqual(['TOO_SMALL']);
    expect(await codes(0, { sessionsAtOnce: 101 })).toEqual(['TOO_LARGE']);
    const late = { ...admin(), actor: { ...admin().actor, provedAt: now - 6 * 60_000 } };
    const again = await app.execute(late, UPDATE, { v: 0, input: {}, reason: 'x' });
    expect(again.errors?.[0]?.extensions['code']).toBe('STEP_UP_REQUIRED');
    expect((await rules()).version).toBe(0);
  });
});

describe('a second factor for everybody', () => {
  it('is demanded from the next request on of those who may only look, and of their tokens', async () => {
    const viewer = await signInAs(app, server, 'VIEWER');
    const browser = openBrowser(server, viewer.cookie);
    const token = await createApiToken(server, viewer.cookie);
    const byToken = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const payload = { query: '{ customers { totalCount } }' };
      const { data, errors } = (await server.inject({ method: 'POST', url: '/graphql', headers, payload })).json();
      return data?.customers.totalCount ?? errors[0].extensions.code;
    };
    const state = async () => (await browser.ask(VIEWER)).viewer;
    expect([(await state()).mustEnrol, await byToken()]).toEqual([false, 0]);

    const changed = await change(0, { secondFactorForAll: true }, 'insurer asks for it');
    expect(changed).toEqual({
      policy: { version: 1, signIn: { secondFactorForAll: true, sessionsAtOnce: 10 } },
      userErrors: [],
    });
    expect(await state()).toMatchObject({ mustEnrol: true, permissions: [] });
    expect(await browser.ask('{ customers { nodes { id } } }')).toBe('ENROLMENT_REQUIRED');
    expect(await byToken()).toBe('UNAUTHENTICATED');
    const required = '{ security { required sessionsAtOnce } }';
    expect(await browser.ask(required)).toEqual({ security: { required: true, sessionsAtOnce: 10 } });
    expect(await audited('policy.changed')).toEqual([
      { object_id: null, fields: '["secondFactorForAll"]', detail: null, reason: 'insurer asks for it' },
    ]);

    // A change of a role leaves it as it is.
    const role = `mutation { accessRoleUpdate(role: VIEWER, policyVersion: 1, input: { permissions: [], grants: [] }, reason: "x") {
      policy { version signIn { secondFactorForAll } } userErrors { code } } }`;
    const { accessRoleUpdate } = await app.data(admin(), role);
    expect(accessRoleUpdate.policy).toEqual({ version: 2, signIn: { secondFactorForAll: true } });
    expect((await state()).mustEnrol).toBe(true);

    await change(2, { secondFactorForAll: false });
    expect((await state()).mustEnrol).toBe(false);
  });
});

describe('sessions at once', () => {
  const isIn = async (browser: Browser) => (await browser.ask(VIEWER)).viewer !== null;

  it('are limited: the one that began first ends, which is said and audited', async () => {
    const { version } = await rules();
    await change(version, { sessionsAtOnce: 3 });
    const { email, userId } = await addUser(app, 'VIEWER');
    const enter = async () => {
      now += 1_000;
      const browser = openBrowser(server);
      const { signIn } = await browser.ask(SIGN_IN, { input: { email, password: PASSWORD } });
      return { browser, ended: signIn.sessionsEnded };
    };
    const [first, second, third] = [await enter(), await enter(), await enter()];
    expect([first.ended, second.ended, third.ended]).toEqual([null, null, null]);
    // Used last, and still the oldest: what somebody else keeps alive is the first to go.
    now += 61_000;
    expect(await isIn(first.browser)).toBe(true);
    const fourth = await enter();
    expect(fourth.ended).toBe(1);
    const all = [first, second, third, fourth];
    expect(await Promise.all(all.map(async ({ browser }) => await isIn(browser)))).toEqual([false, true, true, true]);
    expect(await audited('session.revoked')).toEqual([
      { object_id: userId, fields: '[]', detail: '{"sessions":1}', reason: 'LIMIT' },
    ]);

    // Those that ended by themselves take no place.
    now += 31 * 60_000;
    const fifth = await enter();
    expect([fifth.ended, await isIn(fifth.browser)]).toEqual([null, true]);

    await change(version + 1, { sessionsAtOnce: 1 });
    expect(await isIn(fifth.browser)).toBe(true);
    const sixth = await enter();
    expect([sixth.ended, await isIn(fifth.browser), await isIn(sixth.browser)]).toEqual([1, false, true]);
  });

  it('are counted for each person alone', async () => {
    const [one, other] = [await addUser(app, 'VIEWER'), await addUser(app, 'VIEWER')];
    const browsers: Browser[] = [];
    for (const { email } of [one, other]) {
      const browser = openBrowser(server);
      const { signIn } = await browser.ask(SIGN_IN, { input: { email, password: PASSWORD } });
      expect(signIn.sessionsEnded).toBeNull();
      browsers.push(browser);
    }
    expect(await Promise.all(browsers.map(isIn))).toEqual([true, true]);
  });
});
