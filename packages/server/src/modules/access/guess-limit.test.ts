import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import { addUser, PASSWORD } from './access.fixture.ts';
import { hashPassword } from './password-hash.ts';

const HOUR = 3_600_000;
/** How many guesses are made within an hour; ten thousand in a long run. */
const GUESSES = Number(process.env['DOSSIER_TEST_GUESSES'] ?? 300);
/** How many sign-ins of each kind are timed; none in a short run, which would measure the neighbours. */
const TIMED = Number(process.env['DOSSIER_TEST_SIGN_IN_TIMES'] ?? 0);

const SIGN_IN =
  'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { user { id } } userErrors { code } } }';

let app: TestApp;
let server: FastifyInstance;
let now = Date.UTC(2026, 5, 1, 12);
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  server = await app.http({ mode: 'production' });
});
afterAll(async () => await app.close());

async function guess(
  on: FastifyInstance,
  email: string,
  password: string,
  remoteAddress = '127.0.0.1',
): Promise<string> {
  const payload = { query: SIGN_IN, variables: { input: { email, password } } };
  const { data, errors } = (await on.inject({ method: 'POST', url: '/graphql', payload, remoteAddress })).json();
  if (errors) return errors[0].extensions.code;
  return data.signIn.viewer ? 'IN' : data.signIn.userErrors[0].code;
}

/** Other writings of the same address: they must not be other accounts. */
const written = (email: string, i: number) =>
  [email, email.toUpperCase(), ` ${email}`, `${email} `, email.replace('user', 'USER')][i % 5] ?? email;

it(`of ${GUESSES} guesses within an hour ten are looked at, from wherever they come and however the address is written`, async () => {
  const { email } = await addUser(app, 'VIEWER');
  const answers = new Map<string, number>();
  for (let i = 0; i < GUESSES; i++) {
    // The hour is not over at the last one.
    now += Math.floor((HOUR - 1) / GUESSES);
    const answer = await guess(server, written(email, i), `guess ${i}`, `198.51.${(i >> 8) % 256}.${i % 256}`);
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  }
  expect(Object.fromEntries(answers)).toEqual({ WRONG_CREDENTIALS: 10, RATE_LIMITED: GUESSES - 10 });
  expect(await guess(server, email, PASSWORD)).toBe('RATE_LIMITED');
}, 600_000);

describe.skipIf(TIMED === 0)('the time of a refusal', () => {
  it('tells whether there is such an account by less than 5 % of the median', async () => {
    // As dear as in production.
    const slow = await app.http(
      { mode: 'production' },
      { ...app.services, passwordCost: { memoryKiB: 65_536, passes: 3 } },
    );
    const { email } = await addUser(app, 'VIEWER');
    expect(await dearHash(email)).toContain('m=65536,t=3');
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let i = 0; i < TIMED; i++) {
      if (i % 8 === 0) now += HOUR + 1;
      // One after the other, and each as often first.
      const order = i % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const);
      for (const kind of order) {
        const started = performance.now();
        const answer = await guess(slow, kind === 'known' ? email : 'nobody@acme.example', `wrong ${i}`);
        times[kind].push(performance.now() - started);
        expect(answer).toBe('WRONG_CREDENTIALS');
      }
    }
    const [known, unknown] = [median(times.known), median(times.unknown)];
    console.log(`known ${known.toFixed(2)} ms, unknown ${unknown.toFixed(2)} ms`);
    expect(Math.abs(known - unknown) / Math.min(known, unknown)).toBeLessThan(0.05);
  }, 600_000);
});

/** Gives somebody a password that is as dear to check as in production. */
async function dearHash(email: string): Promise<string> {
  const hash = await hashPassword({ ...app.services, passwordCost: { memoryKiB: 65_536, passes: 3 } }, PASSWORD);
  await app.services.db.transaction(
    async (trx) =>
      await trx.updateTable('staff_user').set({ password_hash: hash }).where('email', '=', email).execute(),
  );
  return hash;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
