import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { addUser, codeAt, cookieOf, PASSWORD, signInAs } from '../access.fixture.ts';
import { CONFIRM, openBrowser, plainTexts, RENEW, ticketFor, VIEWER } from './second-factor.fixture.ts';

const MINUTE = 60_000;

let app: TestApp;
let server: FastifyInstance;
let now = Date.UTC(2026, 5, 1, 12);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http();
});
afterAll(async () => await app.close());

const browserOf = async (role: 'ADMIN' | 'STEWARD' | 'VIEWER') => {
  const { cookie, ...user } = await signInAs(app, server, role);
  return { ...user, browser: openBrowser(server, cookie) };
};

describe('recovery codes', () => {
  it('let in once each, in any spelling, and end with the next ten', async () => {
    const { browser, email } = await browserOf('ADMIN');
    const first: string[] = (await browser.ask(RENEW)).recoveryCodesRenew.recoveryCodes;
    const codes: string[] = (await browser.ask(RENEW)).recoveryCodesRenew.recoveryCodes;
    const stranger = openBrowser(server);
    const confirm = async (recoveryCode: string | undefined) =>
      await stranger.code('signInConfirm', { ticket: await ticketFor(stranger, email), recoveryCode });
    expect(await confirm(first[0])).toBe('WRONG_CODE');
    expect(await confirm(codes[0]?.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(
      'done',
    );
    expect(await confirm(codes[0])).toBe('WRONG_CODE');
    expect(await stranger.ask('{ security { recoveryCodesLeft required totp { since } } }')).toEqual({
      security: { recoveryCodesLeft: 9, required: true, totp: { since: expect.any(String) } },
    });
    const tickets = await Promise.all(
      Array.from({ length: 8 }, async () => await ticketFor(openBrowser(server), email)),
    );
    const race = await Promise.all(
      tickets.map(
        async (ticket) => await openBrowser(server).code('signInConfirm', { ticket, recoveryCode: codes[1] }),
      ),
    );
    expect(race.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(await plainTexts(app, codes)).toEqual([]);
  });
});

describe('step-up', () => {
  const invite = { email: 'x@acme.example', name: 'X', roles: ['VIEWER'] };
  it('is asked for after five minutes, and opens for five', async () => {
    const { browser, userId } = await browserOf('ADMIN');
    const otherId = (await addUser(app, 'ADMIN')).userId;
    const other = app.services.publicIds.encode('usr', otherId);
    const version = app.services.publicIds.version(otherId, 1);
    now += 5 * MINUTE + 1;
    const guarded = [
      ['mutation { userInvite(input: { email: "y@acme.example", name: "Y", roles: [VIEWER] }) { link } }'],
      ['mutation ($id: ID!) { userResetPassword(id: $id) { link } }', { id: other }],
      ['mutation ($id: ID!) { userResetSecondFactor(id: $id) { done } }', { id: other }],
      [
        'mutation ($id: ID!, $version: String!) { userUpdate(id: $id, version: $version, input: { roles: [VIEWER] }) { user { id } } }',
        { id: other, version },
      ],
      ['mutation { apiTokenCreate(input: { name: "x", expiresInDays: 1 }) { token } }'],
      ['mutation { exportCreate(input: { selection: {}, columns: [GRADE], format: CSV }) { userErrors { code } } }'],
      ['mutation { totpBegin { secret } }'],
      ['mutation { totpRemove { done } }'],
      [RENEW],
    ] as const;
    for (const [query, variables] of guarded) {
      expect([query, await browser.ask(query, variables)]).toEqual([query, 'STEP_UP_REQUIRED']);
    }
    const self = { id: app.services.publicIds.encode('usr', userId) };
    const rename =
      'mutation ($id: ID!) { userUpdate(id: $id, version: "x", input: { name: "Me" }) { userErrors { code } } }';
    expect(await browser.ask(rename, self)).toEqual({ userUpdate: { userErrors: [{ code: 'STALE' }] } });

    expect(await browser.code('stepUp', { code: codeAt(app, 9) })).toBe('WRONG_CODE');
    expect(await browser.code('stepUp', { password: PASSWORD })).toBe('REQUIRED');
    const copy = openBrowser(server, browser.cookie);
    expect(await browser.code('stepUp', { code: codeAt(app) })).toBe('done');
    // Whoever has a copy of the token of before has proved nothing, and is not in any more.
    expect([browser.cookie === copy.cookie, await copy.ask(VIEWER)]).toEqual([false, { viewer: null }]);
    expect(await browser.code('stepUp', { code: codeAt(app) })).toBe('WRONG_CODE');
    expect(await browser.code('userInvite', invite)).toBe('done');
    now += 5 * MINUTE + 1;
    expect(await browser.code('userInvite', invite)).toBe('STEP_UP_REQUIRED');
  });

  it('takes the password of who has no second factor, within the same ten guesses', async () => {
    const { browser, email } = await browserOf('VIEWER');
    now += 6 * MINUTE;
    const make = 'mutation { apiTokenCreate(input: { name: "x", expiresInDays: 1 }) { token } }';
    expect(await browser.ask(make)).toBe('STEP_UP_REQUIRED');
    for (let i = 0; i < 4; i++)
      expect(await browser.code('stepUp', { password: `wrong ${i}` })).toBe('WRONG_CREDENTIALS');
    expect(await browser.code('stepUp', { password: PASSWORD })).toBe('done');
    expect(await browser.ask(make)).toMatchObject({ apiTokenCreate: { token: expect.stringMatching(/^dos_/) } });
    for (let i = 0; i < 6; i++)
      expect(await browser.code('signIn', { email, password: `wrong ${i}` })).toBe('WRONG_CREDENTIALS');
    expect(await browser.code('stepUp', { password: PASSWORD })).toBe('RATE_LIMITED');
  });

  it('is not for tokens, and a token made without a second factor ends when the rights need one', async () => {
    const { browser, userId, email } = await browserOf('VIEWER');
    const make = 'mutation { apiTokenCreate(input: { name: "x", expiresInDays: 1 }) { token } }';
    const { token } = (await browser.ask(make)).apiTokenCreate;
    const asToken = async () => {
      const payload = { query: '{ viewer { secondFactor user { email } } }' };
      const headers = { authorization: `Bearer ${token}` };
      const answer = await server.inject({ method: 'POST', url: '/graphql', headers, payload });
      return answer.json().data?.viewer ?? answer.json().errors[0].extensions.code;
    };
    expect(await asToken()).toEqual({ secondFactor: false, user: { email } });
    await app.services.db.transaction(
      async (trx) =>
        await trx.updateTable('staff_user').set({ roles: 'SECURITY_ADMIN' }).where('id', '=', userId).execute(),
    );
    expect(await asToken()).toBe('UNAUTHENTICATED');
    expect(await browser.ask(VIEWER)).toMatchObject({ viewer: { mustEnrol: true, permissions: [] } });
  });
});

describe('changes of one’s own', () => {
  it('end every other session and give the own one a new cookie', async () => {
    const { browser, email } = await browserOf('ADMIN');
    const elsewhere = openBrowser(server, await cookieOf(app, server, email, 1));
    const copy = openBrowser(server, browser.cookie);
    const change = { currentPassword: 'wrong', password: 'another fine password' };
    expect(await browser.code('passwordChange', change)).toBe('WRONG_CREDENTIALS');
    expect(await browser.code('passwordChange', { currentPassword: PASSWORD, password: 'short' })).toBe(
      'PASSWORD_TOO_WEAK',
    );
    expect(await browser.code('passwordChange', { ...change, currentPassword: PASSWORD })).toBe('done');
    expect((await browser.ask(VIEWER)).viewer.user.email).toBe(email);
    expect([await elsewhere.ask(VIEWER), await copy.ask(VIEWER)]).toEqual([{ viewer: null }, { viewer: null }]);
  });

  it('keep the last factor of who must have one, and let others leave theirs', async () => {
    const { browser } = await browserOf('ADMIN');
    const remove = 'mutation { totpRemove { userErrors { code } } }';
    expect(await browser.ask(remove)).toEqual({ totpRemove: { userErrors: [{ code: 'LAST_FACTOR' }] } });
    const { browser: viewer, email } = await browserOf('VIEWER');
    const { secret } = (await viewer.ask('mutation { totpBegin { secret } }')).totpBegin;
    await viewer.ask(CONFIRM, { code: codeAt(app, 0, secret) });
    await ticketFor(openBrowser(server), email);
    expect(await viewer.ask(remove)).toEqual({ totpRemove: { userErrors: [] } });
    expect(await viewer.ask('{ viewer { secondFactor } security { recoveryCodesLeft totp { since } } }')).toEqual({
      viewer: { secondFactor: false },
      security: { recoveryCodesLeft: 0, totp: null },
    });
    expect(await openBrowser(server).code('signIn', { email, password: PASSWORD })).toBe('done');
  });

  it('replace a generator only when the new one has shown a code', async () => {
    const { browser, email } = await browserOf('ADMIN');
    const { secret } = (await browser.ask('mutation { totpBegin { secret } }')).totpBegin;
    const stranger = openBrowser(server);
    const confirm = async (code: string) =>
      await stranger.code('signInConfirm', { ticket: await ticketFor(stranger, email), code });
    expect([await confirm(codeAt(app, 0, secret)), await confirm(codeAt(app, 1))]).toEqual(['WRONG_CODE', 'done']);
    expect((await browser.ask(CONFIRM, { code: codeAt(app, -1, secret) })).totpConfirm).toEqual({
      recoveryCodes: [],
      userErrors: [],
    });
    now += MINUTE;
    expect([await confirm(codeAt(app)), await confirm(codeAt(app, 0, secret))]).toEqual(['WRONG_CODE', 'done']);
  });
});

it('a lost factor is taken away by an administrator: sessions end, the next sign-in sets up a new one', async () => {
  const { browser: admin, userId: adminId } = await browserOf('ADMIN');
  const { browser, userId, email } = await browserOf('STEWARD');
  await browser.ask(RENEW);
  const reset = async (id: number) =>
    (
      await admin.ask('mutation ($id: ID!) { userResetSecondFactor(id: $id) { userErrors { code } } }', {
        id: app.services.publicIds.encode('usr', id),
      })
    ).userResetSecondFactor.userErrors[0]?.code ?? 'done';
  expect([await reset(adminId), await reset(userId), await reset(userId)]).toEqual([
    'NOT_ALLOWED',
    'done',
    'WRONG_STATE',
  ]);
  expect(await browser.ask(VIEWER)).toEqual({ viewer: null });
  expect(await browser.code('signIn', { email, password: PASSWORD })).toBe('done');
  expect(await browser.ask('{ viewer { mustEnrol } security { recoveryCodesLeft totp { since } } }')).toEqual({
    viewer: { mustEnrol: true },
    security: { recoveryCodesLeft: 0, totp: null },
  });
});
