import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import type { Services } from '../../platform/context/context.ts';
import { type Database, openDatabase } from '../../platform/database/database.ts';
import { denialsAreWritten } from '../audit/index.ts';
import { createApiToken, revokeAllFor, signInAs } from './access.fixture.ts';
import { authenticate } from './authenticate.ts';

let app: TestApp;
let here: FastifyInstance;
let there: FastifyInstance;
let otherDb: Database;
let otherServices: Services;

beforeAll(async () => {
  app = await createTestApp();
  here = await app.http();
  // Another process: connections and memories of its own over the same database.
  otherDb = openDatabase(app.services.db.address);
  otherServices = { ...app.services, db: otherDb };
  there = await app.http({}, otherServices);
});
afterAll(async () => {
  await app.close();
  await otherDb.close();
});

async function answerTo(server: FastifyInstance, headers: Record<string, string>) {
  const answer = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'x-dossier-csrf': '1', ...headers },
    payload: { query: '{ viewer { user { email } } users(first: 1) { email } }' },
  });
  const { data, errors } = answer.json();
  return errors?.[0].extensions.code ?? data.viewer?.user.email ?? null;
}

const changed = async (userId: number, change: { status?: string; roles?: string }) =>
  await app.services.db.transaction(
    async (trx) => await trx.updateTable('staff_user').set(change).where('id', '=', userId).execute(),
  );

it('an ended session is refused by the very next request, in every process', async () => {
  const { email, userId, cookie } = await signInAs(app, here, 'ADMIN');
  expect([await answerTo(here, { cookie }), await answerTo(there, { cookie })]).toEqual([email, email]);
  await revokeAllFor(app, userId);
  expect([await answerTo(there, { cookie }), await answerTo(here, { cookie })]).toEqual([
    'UNAUTHENTICATED',
    'UNAUTHENTICATED',
  ]);
});

it('a changed role and a suspended user count from the very next request, in every process', async () => {
  const { email, userId, cookie } = await signInAs(app, here, 'ADMIN');
  const authorization = `Bearer ${await createApiToken(here, cookie)}`;
  const all = async () => [
    await answerTo(there, { cookie }),
    await answerTo(there, { authorization }),
    await answerTo(here, { cookie }),
    await answerTo(here, { authorization }),
  ];
  expect(await all()).toEqual([email, email, email, email]);
  await changed(userId, { roles: '["VIEWER"]' });
  expect(await all()).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  await changed(userId, { status: 'SUSPENDED' });
  expect(new Set(await all())).toEqual(new Set(['UNAUTHENTICATED']));
});

it('knowing who asks costs one statement', async () => {
  // What was refused above is written a moment later, and counts.
  await denialsAreWritten(otherDb);
  const { cookie } = await signInAs(app, here, 'VIEWER');
  const sessionToken = cookie.split('=')[1] ?? '';
  const before = otherDb.statementCount();
  expect((await authenticate(otherServices, { sessionToken }))?.actor.kind).toBe('user');
  expect(otherDb.statementCount() - before).toBe(1);
});

it('knowing whose teams and regions count costs two more, once', async () => {
  const { cookie } = await signInAs(app, here, 'MANAGER');
  const sessionToken = cookie.split('=')[1] ?? '';
  await denialsAreWritten(otherDb);
  const costs: number[] = [];
  for (let time = 0; time < 3; time++) {
    const before = otherDb.statementCount();
    await authenticate(otherServices, { sessionToken });
    costs.push(otherDb.statementCount() - before);
  }
  expect(costs).toEqual([3, 1, 1]);
});
