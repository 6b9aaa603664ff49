import { FORMER_ROLES, type Role, ROLES } from '@dossier/shared/access';
import { generateSync } from 'otplib';
import type { FastifyInstance } from 'fastify';
import type { TestApp } from '../../app/testing/test-app.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { endAccessOf } from './end-access.ts';
import { hashPassword } from './password-hash.ts';
import { mustHaveSecondFactor } from './second-factor/needs-second-factor.ts';
import { confirmSeed, keepSeed } from './second-factor/totp.ts';
import { insertUser, setSecondFactorSince } from './user.repository.ts';

/** The password of every made-up user. */
export const PASSWORD = 'correct horse battery';

/** The seed of the second factor of every made-up user who must have one. */
export const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

let made = 0;

/** Adds an active user with a role and {@link PASSWORD}, and with {@link SEED} when the role needs a second factor. */
export async function addUser(
  app: TestApp,
  role: Role | 'ADMIN' | 'STEWARD',
): Promise<{ userId: number; email: string }> {
  const { services } = app;
  await services.db.ids.ensure(2);
  const userId = services.db.ids.take();
  const email = `user${++made}@acme.example`;
  const passwordHash = await hashPassword(services, PASSWORD);
  // What administrators and stewards were is a set of roles now.
  const roles = FORMER_ROLES[role] ?? ROLES.filter((one) => one === role);
  const needsFactor = await mustHaveSecondFactor(services.db, { id: userId, roles });
  await services.db.transaction(async (trx) => {
    await insertUser(trx, {
      id: userId,
      name: `User ${made}`,
      email,
      roles,
      status: 'ACTIVE',
      passwordHash,
      createdAt: 1,
    });
    if (needsFactor) await giveSecondFactor(trx, app, userId);
  });
  return { userId, email };
}

async function giveSecondFactor(trx: Trx, app: TestApp, userId: number): Promise<void> {
  const ctx = app.ctxFor('anonymous');
  await keepSeed(trx, ctx, userId, SEED);
  await confirmSeed(trx, ctx, userId);
  await setSecondFactorSince(trx, userId, 1);
}

/** The code of a seed in the time step that is so many steps away from the app's present one. */
export function codeAt(app: TestApp, steps = 0, secret = SEED): string {
  return generateSync({ strategy: 'totp', secret, epoch: Math.floor(app.services.now() / 1000) + steps * 30 });
}

/** Adds a user and signs them in over HTTP; returns the session cookie. */
export async function signInAs(
  app: TestApp,
  server: FastifyInstance,
  role: Role | 'ADMIN' | 'STEWARD',
): Promise<{ userId: number; email: string; cookie: string }> {
  const user = await addUser(app, role);
  return { ...user, cookie: await cookieOf(app, server, user.email) };
}

/** Signs a user in over HTTP, with the code of so many steps from now if a second factor is asked for. */
export async function cookieOf(app: TestApp, server: FastifyInstance, email: string, steps = 0): Promise<string> {
  const post = async (query: string, input: object) =>
    await server.inject({ method: 'POST', url: '/graphql', payload: { query, variables: { input } } });
  const first = await post(
    'mutation ($input: SignInInput!) { signIn(input: $input) { secondFactor { ticket } userErrors { code } } }',
    { email, password: PASSWORD },
  );
  const ticket = first.json().data.signIn.secondFactor?.ticket;
  const last = ticket
    ? await post('mutation ($input: SignInConfirmInput!) { signInConfirm(input: $input) { userErrors { code } } }', {
        ticket,
        code: codeAt(app, steps),
      })
    : first;
  return String(last.headers['set-cookie']).split(';')[0] ?? '';
}

/** Makes a personal token with a session. */
export async function createApiToken(server: FastifyInstance, cookie: string): Promise<string> {
  const query = 'mutation ($input: ApiTokenCreateInput!) { apiTokenCreate(input: $input) { token } }';
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { cookie, 'x-dossier-csrf': '1' },
    payload: { query, variables: { input: { name: 'test', expiresInDays: 1 } } },
  });
  return String(answer.json().data.apiTokenCreate.token);
}

/** Ends all sessions of a user. */
export async function revokeAllFor(app: TestApp, userId: number): Promise<void> {
  await app.services.db.transaction(async (trx) => await endAccessOf(trx, userId));
}
