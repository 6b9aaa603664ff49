import type { Role } from '@dossier/shared/access';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { type Database, openDatabase } from '../../../platform/database/database.ts';
import { addUser, codeAt, cookieOf, PASSWORD } from '../access.fixture.ts';
import { mustHaveSecondFactor } from './needs-second-factor.ts';
import { type Browser, CONFIRM, openBrowser, plainTexts, RENEW, ticketFor, VIEWER } from './second-factor.fixture.ts';
import { examineTotp } from './totp.ts';

const MINUTE = 60_000;

let app: TestApp;
let server: FastifyInstance;
let otherDb: Database;
let now = Date.UTC(2026, 5, 1, 12);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http();
  otherDb = openDatabase(app.services.db.address);
});
afterAll(async () => {
  await app.close();
  await otherDb.close();
});

/** A user with rights that need a second factor, who has none: signed in by the password. */
async function newcomer(): Promise<{ email: string; userId: number; browser: Browser }> {
  const user = await addUser(app, 'STEWARD');
  await app.services.db.transaction(async (trx) => {
    await trx.deleteFrom('totp_factor').where('user_id', '=', user.userId).execute();
    await trx.updateTable('staff_user').set({ second_factor_since: null }).where('id', '=', user.userId).execute();
  });
  const browser = openBrowser(server);
  expect(await browser.code('signIn', { email: user.email, password: PASSWORD })).toBe('done');
  return { ...user, browser };
}

it('needs a second factor for reading persons in full, taking out and deciding, not for masked values and figures', async () => {
  const must = async (...roles: Role[]) => await mustHaveSecondFactor(app.services.db, { id: 1, roles });
  for (const role of ['SECURITY_ADMIN', 'PRIVACY_OFFICER', 'AUDITOR', 'DATA_STEWARD', 'MANAGER', 'SALES'] as const) {
    expect([role, await must(role)]).toEqual([role, true]);
  }
  expect([await must('VIEWER'), await must('ANALYST'), await must()]).toEqual([false, false, false]);
  expect(await must('VIEWER', 'SALES')).toBe(true);
});

describe('who must have a second factor and has none', () => {
  it('may set one up, and nothing else', async () => {
    const { browser, email } = await newcomer();
    expect(await browser.ask(VIEWER)).toEqual({
      viewer: { mustEnrol: true, secondFactor: false, permissions: [], user: { email } },
    });
    for (const query of [
      '{ customers { nodes { id } } }',
      '{ users { id } }',
      '{ sessions { id } }',
      '{ node(id: "x") { id } }',
      'mutation { apiTokenCreate(input: { name: "x", expiresInDays: 1 }) { token } }',
      'mutation { sessionRevokeOthers { done } }',
      'mutation { passwordChange(input: { currentPassword: "x", password: "y" }) { done } }',
      'mutation { stepUp(input: { password: "x" }) { done } }',
      RENEW,
    ]) {
      expect([query, await browser.ask(query)]).toEqual([query, 'ENROLMENT_REQUIRED']);
    }
    const file = await server.inject({
      method: 'POST',
      url: '/api/files',
      headers: { cookie: browser.cookie, 'x-dossier-csrf': '1' },
    });
    expect(file.json()).toMatchObject({ error: { code: 'ENROLMENT_REQUIRED' } });
  });

  it('has all rights once the first code is shown, under a new cookie, and ten recovery codes', async () => {
    const { browser, email } = await newcomer();
    const other = openBrowser(server);
    expect(await other.code('signIn', { email, password: PASSWORD })).toBe('done');
    const before = openBrowser(server, browser.cookie);
    const { totpBegin } = await browser.ask('mutation { totpBegin { secret uri } }');
    expect(totpBegin.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpBegin.uri).toContain(`otpauth://totp/Dossier:${encodeURIComponent(email)}?secret=${totpBegin.secret}`);
    expect((await browser.ask(CONFIRM, { code: '000000' })).totpConfirm.userErrors).toEqual([{ code: 'WRONG_CODE' }]);
    const code = codeAt(app, 0, totpBegin.secret);
    const { recoveryCodes } = (await browser.ask(CONFIRM, { code })).totpConfirm;
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const one of recoveryCodes) expect(one).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(await browser.ask(VIEWER)).toMatchObject({ viewer: { mustEnrol: false, secondFactor: true } });
    expect(await browser.ask('{ customers { totalCount } }')).toEqual({ customers: { totalCount: 0 } });
    // The copies of the cookie from before, and the half-enrolled session elsewhere, are worth nothing.
    expect([await before.ask(VIEWER), await other.ask(VIEWER)]).toEqual([{ viewer: null }, { viewer: null }]);
    expect(await plainTexts(app, [totpBegin.secret, ...recoveryCodes])).toEqual([]);
    // The code that confirmed is used up for signing in, too.
    const ticket = await ticketFor(other, email);
    expect(await other.code('signInConfirm', { ticket, code })).toBe('WRONG_CODE');
  });

  it('cannot set up another one by the password alone once there is one', async () => {
    const { browser, userId } = await newcomer();
    await app.services.db.transaction(
      async (trx) =>
        await trx.updateTable('staff_user').set({ second_factor_since: 1 }).where('id', '=', userId).execute(),
    );
    now += 6 * MINUTE;
    expect(await browser.ask('mutation { totpBegin { secret } }')).toBe('STEP_UP_REQUIRED');
  });
});

describe('signing in', () => {
  it('gives no session before the second factor, and one after it', async () => {
    const { email } = await addUser(app, 'ADMIN');
    const browser = openBrowser(server);
    const ticket = await ticketFor(browser, email);
    expect(browser.cookie).toBe('');
    for (const cookie of [`dossier=${ticket}`, '']) {
      expect(await openBrowser(server, cookie).ask('{ users { id } }')).toBe('UNAUTHENTICATED');
    }
    expect(await browser.code('signInConfirm', { ticket, code: codeAt(app, 2) })).toBe('WRONG_CODE');
    expect(await browser.code('signInConfirm', { ticket })).toBe('WRONG_CODE');
    expect(await browser.code('signInConfirm', { ticket: `${ticket}x`, code: codeAt(app) })).toBe('SIGN_IN_EXPIRED');
    const spaced = ` ${codeAt(app).slice(0, 3)} ${codeAt(app).slice(3)}`;
    expect(await browser.code('signInConfirm', { ticket, code: spaced })).toBe('done');
    expect((await browser.ask(VIEWER)).viewer).toMatchObject({ secondFactor: true, user: { email } });
    expect(await browser.code('signInConfirm', { ticket, code: codeAt(app, 1) })).toBe('SIGN_IN_EXPIRED');
  });

  it('takes the codes of one step before and after, each once, and never an older one', async () => {
    const { email } = await addUser(app, 'ADMIN');
    const browser = openBrowser(server);
    const confirm = async (steps: number) =>
      await browser.code('signInConfirm', { ticket: await ticketFor(browser, email), code: codeAt(app, steps) });
    expect([await confirm(-2), await confirm(2)]).toEqual(['WRONG_CODE', 'WRONG_CODE']);
    expect([await confirm(-1), await confirm(-1)]).toEqual(['done', 'WRONG_CODE']);
    expect([await confirm(1), await confirm(0)]).toEqual(['done', 'WRONG_CODE']);
  });

  it('lets one code in once, however many try at the same moment in however many processes', async () => {
    const { userId } = await addUser(app, 'ADMIN');
    const code = codeAt(app);
    const tries = Array.from({ length: 1_000 }, async (_, i) => {
      const db = i % 2 ? app.services.db : otherDb;
      const useUp = await examineTotp({ ...app.ctxFor('anonymous'), db }, userId, code);
      return useUp ? await db.transaction(useUp) : false;
    });
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('forgets a half-finished one after five minutes, at a suspension and at a new password', async () => {
    const { email, userId } = await addUser(app, 'STEWARD');
    const admin = app.ctxFor('ADMIN', 1);
    const browser = openBrowser(server);
    const late = await ticketFor(browser, email);
    now += 5 * MINUTE;
    expect(await browser.code('signInConfirm', { ticket: late, code: codeAt(app) })).toBe('SIGN_IN_EXPIRED');
    const pending = await ticketFor(browser, email);
    const signedIn = openBrowser(server, await cookieOf(app, server, email));
    const change = { currentPassword: PASSWORD, password: 'another fine password' };
    expect(await signedIn.code('passwordChange', change)).toBe('done');
    expect(await browser.code('signInConfirm', { ticket: pending, code: codeAt(app, 1) })).toBe('SIGN_IN_EXPIRED');
    const again = await ticketFor(browser, email, 'another fine password');
    const id = app.services.publicIds.encode('usr', userId);
    const { node } = await app.data(admin, 'query ($id: ID!) { node(id: $id) { ... on User { version } } }', { id });
    await app.data(
      admin,
      'mutation ($id: ID!, $version: String!) { userUpdate(id: $id, version: $version, input: { status: SUSPENDED }) { userErrors { code } } }',
      { id, version: node.version },
    );
    expect(await browser.code('signInConfirm', { ticket: again, code: codeAt(app, 1) })).toBe('SIGN_IN_EXPIRED');
    expect(await signedIn.ask(VIEWER)).toEqual({ viewer: null });
  });

  it('counts ten wrong guesses an hour over password and code together', async () => {
    const { email } = await addUser(app, 'ADMIN');
    const browser = openBrowser(server);
    const ticket = await ticketFor(browser, email);
    const answers: string[] = [];
    for (let i = 0; i < 6; i++) answers.push(await browser.code('signInConfirm', { ticket, code: codeAt(app, 5 + i) }));
    for (let i = 0; i < 6; i++) answers.push(await browser.code('signIn', { email, password: `wrong password ${i}` }));
    expect(answers).toEqual([
      ...Array(6).fill('WRONG_CODE'),
      ...Array(4).fill('WRONG_CREDENTIALS'),
      'RATE_LIMITED',
      'RATE_LIMITED',
    ]);
    expect(await browser.code('signInConfirm', { ticket, code: codeAt(app) })).toBe('RATE_LIMITED');
    now += 61 * MINUTE;
    expect(await browser.code('signInConfirm', { ticket: await ticketFor(browser, email), code: codeAt(app) })).toBe(
      'done',
    );
  });

  it('does the same for an account that there is as for one that there is not', async () => {
    const { email } = await addUser(app, 'ADMIN');
    const costs: number[] = [];
    for (const account of [email, 'nobody@acme.example']) {
      await openBrowser(server).code('signIn', { email: account, password: 'wrong' });
      await app.services.db.ids.ensure(10);
      const before = app.services.db.statementCount();
      const answer = await openBrowser(server).ask(
        'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { mustEnrol } secondFactor { ticket } userErrors { code message field } } }',
        { input: { email: account, password: 'wrong' } },
      );
      expect(answer.signIn).toEqual({
        viewer: null,
        secondFactor: null,
        userErrors: [{ code: 'WRONG_CREDENTIALS', message: expect.any(String), field: null }],
      });
      costs.push(app.services.db.statementCount() - before);
    }
    expect(costs[0]).toBe(costs[1]);
  });
});
