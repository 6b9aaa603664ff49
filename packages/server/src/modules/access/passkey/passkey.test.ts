import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { NO_CLIENT } from '../../../platform/context/client.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { addUser } from '../access.fixture.ts';
import { findUser, type UserRecord } from '../user.repository.ts';
import { askForPasskey, examinePasskey } from './examine-passkey.ts';
import { type ChallengeHolder, keepChallenge } from './passkey-challenge.ts';
import { listPasskeys } from './passkey.repository.ts';
import { RECORDED } from './recorded-passkey.fixture.ts';
import { addPasskey, beginPasskey } from './register-passkey.ts';

const base64url = (text: string) => Buffer.from(text).toString('base64url');
let now = Date.UTC(2026, 5, 1);
let app: TestApp;
let user: UserRecord;
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
});
afterAll(async () => await app.close());

const at = (baseUrl: string): Ctx => ({ ...app.ctxFor('VIEWER', user.id), client: { ...NO_CLIENT, baseUrl } });
const here = () => at(RECORDED.origin);
const holder = (purpose: ChallengeHolder['purpose']): ChallengeHolder => ({ purpose, userId: user.id, id: 0 });
async function newUser(): Promise<void> {
  const { userId } = await addUser(app, 'VIEWER');
  user = (await findUser(app.services.db.read, userId)) ?? expect.fail('the user was just made');
}
async function register(ctx = here(), response: object = RECORDED.registration): Promise<string | readonly string[]> {
  return await addPasskey(ctx, user, { name: 'key', response: JSON.stringify(response) }).catch(
    (error: { refusals: { code: string }[] }) => error.refusals[0]?.code ?? '',
  );
}
/** Whether an answer proves it, and is used up. */
async function prove(answer: object, ctx = here(), purpose: ChallengeHolder['purpose'] = 'STEP_UP'): Promise<boolean> {
  const useUp = await examinePasskey(ctx, holder(purpose), JSON.stringify(answer));
  return useUp ? await ctx.db.transaction(useUp) : false;
}
const changed = (answer: typeof RECORDED.first, part: 'signature' | 'authenticatorData', byte: number) => {
  const bytes = Buffer.from(answer.response[part], 'base64url');
  bytes.writeUInt8(bytes.readUInt8(byte) ^ 1, byte);
  return { ...answer, response: { ...answer.response, [part]: bytes.toString('base64url') } };
};

describe('a passkey as a browser made it', () => {
  it('is kept once, with recovery codes, for the challenge that was given, on the host it was made for', async () => {
    await newUser();
    expect(await register()).toBe('WRONG_CODE');
    const { registration } = RECORDED.challenges;
    await keepChallenge(here(), holder('STEP_UP'), base64url(registration));
    expect(await register()).toBe('WRONG_CODE');
    await keepChallenge(here(), { ...holder('REGISTER'), userId: user.id + 1 }, base64url('another'));
    await app.services.db.transaction(async (trx) => await trx.deleteFrom('passkey_challenge').execute());
    await keepChallenge(here(), holder('REGISTER'), base64url(registration));
    expect(await register(at('http://localhost:4012'))).toBe('WRONG_CODE');
    expect(await register(at('http://phish.example'))).toBe('WRONG_CODE');
    expect(await register(here(), { ...RECORDED.registration, type: 'password' })).toBe('WRONG_CODE');
    expect(await register()).toHaveLength(10);
    expect(await register()).toBe('WRONG_CODE');
    await keepChallenge(here(), holder('REGISTER'), base64url(registration));
    expect(await register()).toBe('TAKEN');
    expect(await listPasskeys(app.services.db.read, user.id)).toMatchObject([
      {
        credentialId: RECORDED.registration.id,
        host: 'localhost',
        counter: 1,
        transports: ['internal'],
        lastUsedAt: null,
      },
    ]);
    expect((await findUser(app.services.db.read, user.id))?.secondFactorSince).toBe(now);
  });

  it('proves it once for each challenge, and not with another purpose, user, host, or a bit changed', async () => {
    const challenge = base64url(RECORDED.challenges.first);
    expect(await prove(RECORDED.first)).toBe(false);
    await keepChallenge(here(), holder('STEP_UP'), challenge);
    expect(await prove(RECORDED.first, here(), 'SIGN_IN')).toBe(false);
    expect(await prove(RECORDED.first, at('http://localhost:4012'))).toBe(false);
    expect(await prove(RECORDED.first, at('http://phish.example'))).toBe(false);
    expect(await prove({ ...RECORDED.first, id: 'AAAA', rawId: 'AAAA' })).toBe(false);
    const { length } = Buffer.from(RECORDED.first.response.authenticatorData, 'base64url');
    for (let byte = 0; byte < length; byte++)
      expect(await prove(changed(RECORDED.first, 'authenticatorData', byte))).toBe(false);
    for (const byte of [10, 40, 60]) expect(await prove(changed(RECORDED.first, 'signature', byte))).toBe(false);
    const other = { ...holder('STEP_UP'), userId: user.id + 1 };
    expect(await examinePasskey(here(), other, JSON.stringify(RECORDED.first))).toBeUndefined();
    const both = await Promise.all([prove(RECORDED.first), prove(RECORDED.first)]);
    expect(both.toSorted()).toEqual([false, true]);
    expect(await prove(RECORDED.first)).toBe(false);
    expect(await listPasskeys(app.services.db.read, user.id)).toMatchObject([{ counter: 2, lastUsedAt: now }]);
  });

  it('is refused when its count goes back, as a copy’s does, and when its challenge is old', async () => {
    await keepChallenge(here(), holder('STEP_UP'), base64url(RECORDED.challenges.second));
    now += 5 * 60_000;
    expect(await prove(RECORDED.second)).toBe(false);
    await keepChallenge(here(), holder('STEP_UP'), base64url(RECORDED.challenges.second));
    expect(await prove(RECORDED.second)).toBe(true);
    await keepChallenge(here(), holder('STEP_UP'), base64url(RECORDED.challenges.first));
    expect(await prove(RECORDED.first)).toBe(false);
  });
});

describe('asking for a passkey', () => {
  it('names those of this host only, and is refused where hosts have no name', async () => {
    expect(JSON.parse((await askForPasskey(here(), holder('STEP_UP'))) ?? '')).toMatchObject({
      rpId: 'localhost',
      allowCredentials: [{ id: RECORDED.registration.id, transports: ['internal'] }],
    });
    expect(await askForPasskey(at('https://crm.example'), holder('STEP_UP'))).toBeUndefined();
    expect(JSON.parse(await beginPasskey(here(), user))).toMatchObject({
      rp: { id: 'localhost' },
      excludeCredentials: [{ id: RECORDED.registration.id }],
      attestation: 'none',
    });
    for (const address of ['http://192.168.1.10:4000', 'http://[::1]:4000']) {
      await expect(beginPasskey(at(address), user)).rejects.toMatchObject({
        refusals: [{ code: 'PASSKEY_NEEDS_NAME' }],
      });
    }
  });
});
