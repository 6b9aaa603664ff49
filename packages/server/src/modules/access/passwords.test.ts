import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import { addUser, codeAt, PASSWORD, signInAs } from './access.fixture.ts';
import { openBrowser, ticketFor, VIEWER } from './second-factor/second-factor.fixture.ts';
import { newSeed } from './second-factor/totp.ts';

let app: TestApp;
let server: FastifyInstance;
let now = Date.UTC(2026, 5, 1, 12);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http();
});
afterAll(async () => await app.close());

const signIn = async (email: string, password: string) => await openBrowser(server).code('signIn', { email, password });

describe('a password', () => {
  it('is what was typed: no case, blank or sign of it is changed, added or left out', async () => {
    const { cookie, email } = await signInAs(app, server, 'VIEWER');
    const password = ' Straße, №7: 山茶花  ';
    const browser = openBrowser(server, cookie);
    expect(await browser.code('passwordChange', { currentPassword: PASSWORD, password })).toBe('done');
    const others = [
      password.trim(),
      password.toLowerCase(),
      password.toUpperCase(),
      password.replace('ß', 'ss'),
      password.replaceAll('  ', ' '),
      password.normalize('NFKC'),
      `${password} `,
    ];
    expect(new Set([password, ...others]).size).toBe(others.length + 1);
    for (const other of others) expect([other, await signIn(email, other)]).toEqual([other, 'WRONG_CREDENTIALS']);
    expect(await signIn(email, password)).toBe('done');
  });

  it('may have 128 characters, and all of them count', async () => {
    const { cookie, email } = await signInAs(app, server, 'VIEWER');
    const long = 'four score and seven years ago our fathers brought forth on this continent a new nation, '.repeat(2);
    const password = [...long].slice(0, 128).join('');
    const browser = openBrowser(server, cookie);
    expect(await browser.code('passwordChange', { currentPassword: PASSWORD, password: `${password}!` })).toBe(
      'TOO_LONG',
    );
    expect(await browser.code('passwordChange', { currentPassword: PASSWORD, password })).toBe('done');
    expect(await signIn(email, password.slice(0, 127))).toBe('WRONG_CREDENTIALS');
    expect(await signIn(email, password)).toBe('done');
  });

  it('is good for as long as its owner keeps it', async () => {
    const { email } = await addUser(app, 'VIEWER');
    now += 5 * 365 * 24 * 3_600_000;
    expect(await signIn(email, PASSWORD)).toBe('done');
  });
});

describe('a password that is reset by a link', () => {
  it('lets nobody past the second factor', async () => {
    const { email, userId } = await addUser(app, 'ADMIN');
    const admin = app.ctxFor('ADMIN', (await addUser(app, 'ADMIN')).userId);
    const reset = 'mutation ($id: ID!) { userResetPassword(id: $id) { link userErrors { code } } }';
    const { userResetPassword } = await app.data(admin, reset, { id: app.services.publicIds.encode('usr', userId) });
    const browser = openBrowser(server);
    const input = { token: userResetPassword.link.split('#')[1], password: 'another fine password' };
    const { passwordSet } = await browser.ask(
      'mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { viewer { mustEnrol } secondFactor { methods } userErrors { code } } }',
      { input },
    );
    expect(passwordSet).toEqual({ viewer: null, secondFactor: { methods: ['TOTP'] }, userErrors: [] });
    expect(browser.cookie).toBe('');
    const ticket = await ticketFor(browser, email, 'another fine password');
    expect(await browser.code('signInConfirm', { ticket, code: codeAt(app) })).toBe('done');
  });
});

describe('seeds of code generators', () => {
  it('are 160 random bits each', () => {
    const seeds = Array.from({ length: 1_000 }, newSeed);
    expect(new Set(seeds).size).toBe(seeds.length);
    const ones = Array<number>(160).fill(0);
    for (const seed of seeds) {
      const bits = [...seed].map((digit) =>
        'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(digit).toString(2).padStart(5, '0'),
      );
      [...bits.join('')].forEach((bit, place) => (ones[place] = (ones[place] ?? 0) + Number(bit)));
    }
    // Of a fair thousand, fewer than 400 or more than 600 come once in ten thousand million times.
    expect(ones).toHaveLength(160);
    for (const count of ones) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});

describe('guesses from one address', () => {
  it('are over after a hundred within an hour, whatever accounts they are for', async () => {
    const { email } = await addUser(app, 'VIEWER');
    const guess = async (account: string, password: string, remoteAddress: string) => {
      const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }';
      const payload = { query, variables: { input: { email: account, password } } };
      const { data, errors } = (
        await server.inject({ method: 'POST', url: '/graphql', payload, remoteAddress })
      ).json();
      return errors?.[0].extensions.code ?? data.signIn.userErrors[0]?.code ?? 'IN';
    };
    const answers = new Map<string, number>();
    for (let i = 0; i < 105; i++) {
      const answer = await guess(`nobody${i}@acme.example`, 'wrong', '198.51.100.9');
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    expect(Object.fromEntries(answers)).toEqual({ WRONG_CREDENTIALS: 100, RATE_LIMITED: 5 });
    expect(await guess(email, PASSWORD, '198.51.100.9')).toBe('RATE_LIMITED');
    expect(await guess(email, PASSWORD, '198.51.100.10')).toBe('IN');
  });
});

describe('signing in', () => {
  it('gives a new token each time, and the earlier session of the same browser is over', async () => {
    const { email } = await addUser(app, 'VIEWER');
    const browser = openBrowser(server);
    expect(await browser.code('signIn', { email, password: PASSWORD })).toBe('done');
    const before = openBrowser(server, browser.cookie);
    expect((await before.ask(VIEWER)).viewer.user.email).toBe(email);
    expect(await browser.code('signIn', { email, password: PASSWORD })).toBe('done');
    expect(browser.cookie).not.toBe(before.cookie);
    expect([(await browser.ask(VIEWER)).viewer.user.email, await before.ask(VIEWER)]).toEqual([
      email,
      { viewer: null },
    ]);
  });

  it('takes no token that a browser brings along', async () => {
    const { email } = await addUser(app, 'VIEWER');
    const planted = `dossier=${'A'.repeat(43)}`;
    const browser = openBrowser(server, planted);
    expect(await browser.code('signIn', { email, password: PASSWORD })).toBe('done');
    expect(browser.cookie).not.toBe(planted);
    expect(await openBrowser(server, planted).ask(VIEWER)).toEqual({ viewer: null });
  });
});
