import { FORMER_ROLES, type Role, ROLES } from '@dossier/shared/access';
import type { FastifyInstance } from 'fastify';
import type { TestApp } from '../../app/testing/test-app.ts';
import { hashPassword } from './password-hash.ts';
import { endSessionsOf } from './session.repository.ts';
import { insertUser } from './user.repository.ts';

/** The password of every made-up user. */
export const PASSWORD = 'correct horse battery';

let made = 0;

/** Adds an active user with a role and {@link PASSWORD}. */
export async function addUser(
  app: TestApp,
  role: Role | 'ADMIN' | 'STEWARD',
): Promise<{ userId: number; email: string }> {
  const { services } = app;
  await services.db.ids.ensure(1);
  const userId = services.db.ids.take();
  const email = `user${++made}@acme.example`;
  const passwordHash = await hashPassword(services, PASSWORD);
  await services.db.transaction(
    async (trx) =>
      await insertUser(trx, {
        id: userId,
        name: `User ${made}`,
        email,
        // What administrators and stewards were is a set of roles now.
        roles: FORMER_ROLES[role] ?? ROLES.filter((one) => one === role),
        status: 'ACTIVE',
        passwordHash,
        createdAt: 1,
      }),
  );
  return { userId, email };
}

/** Adds a user and signs them in over HTTP; returns the session cookie. */
export async function signInAs(
  app: TestApp,
  server: FastifyInstance,
  role: Role | 'ADMIN' | 'STEWARD',
): Promise<{ userId: number; email: string; cookie: string }> {
  const user = await addUser(app, role);
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { userErrors { code } } }';
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    payload: { query, variables: { input: { email: user.email, password: PASSWORD } } },
  });
  return { ...user, cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' };
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
  await app.services.db.transaction(async (trx) => await endSessionsOf(trx, userId));
}
