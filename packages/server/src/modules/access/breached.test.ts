import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import { openBreachedPasswords } from '../../platform/breached-passwords/breached-passwords.ts';
import { type StandInRanges, startStandInRanges } from '../../platform/breached-passwords/range-service.fixture.ts';
import type { Logger } from '../../platform/log/log.ts';
import { breachedPasswordsCheck, makeFirstAdministratorLink } from './index.ts';

const LEAKED = 'a phrase from some leak';
const NEW = 'a phrase nobody ever leaked';
const SET = `mutation ($input: PasswordSetInput!) { passwordSet(input: $input) { viewer { user { email } } userErrors { code field message } } }`;
const CHANGE = `mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { done userErrors { code field } } }`;

let app: TestApp;
let service: StandInRanges;
const warnings: object[] = [];
const log: Logger = {
  info: () => {},
  warn: (about: object) => void warnings.push(about),
  error: () => {},
  child: () => log,
};
beforeAll(async () => {
  service = await startStandInRanges([LEAKED, 'password']);
  app = await createTestApp({ breachedPasswords: openBreachedPasswords({ url: service.url }), log });
});
afterAll(async () => {
  await app.close();
  await service.close();
});

it('a password from a leak is refused, and taken while nobody can say so, which is logged', async () => {
  const token = await makeFirstAdministratorLink(app.services);
  const input = { token, password: LEAKED, name: 'Wang Li', email: 'wangli@acme.example' };
  const anyone = app.ctxFor('anonymous');
  const { passwordSet } = await app.data(anyone, SET, { input });
  expect(passwordSet).toEqual({
    viewer: null,
    userErrors: [
      {
        code: 'PASSWORD_BREACHED',
        field: ['input', 'password'],
        message: 'This password is known from a leak. Choose one that you use nowhere else.',
      },
    ],
  });
  expect((await app.data(anyone, SET, { input: { ...input, password: NEW } })).passwordSet.userErrors).toEqual([]);

  const { id } = await app.services.db.read.selectFrom('staff_user').select('id').executeTakeFirstOrThrow();
  const owner = app.ctxFor('ADMIN', id);
  const change = { input: { currentPassword: NEW, password: LEAKED } };
  const refused = (await app.data(owner, CHANGE, change)).passwordChange;
  expect(refused).toEqual({ done: false, userErrors: [{ code: 'PASSWORD_BREACHED', field: ['input', 'password'] }] });
  expect([await breachedPasswordsCheck.run(owner), warnings]).toEqual([[], []]);

  service.trouble = { status: 503 };
  expect((await app.data(owner, CHANGE, change)).passwordChange).toEqual({ done: true, userErrors: [] });
  const message = `Breached passwords cannot be looked up at ${service.url.href}: HTTP 503.`;
  expect(warnings).toEqual([{ error: `BreachedPasswordsUnavailable: ${message}` }]);
  expect(await breachedPasswordsCheck.run(owner)).toEqual([{ level: 'WARNING', message }]);
  const usual = { input: { currentPassword: LEAKED, password: 'Password1234' } };
  expect((await app.data(owner, CHANGE, usual)).passwordChange.userErrors[0].code).toBe('PASSWORD_TOO_WEAK');
});
