import { expect, it } from 'vitest';
import { nothingRuns } from '../../app/testing/nothing-runs.ts';
import { createTestApp } from '../../app/testing/test-app.ts';
import { signInAs } from './access.fixture.ts';

it('is noted once that a session is used, however many requests come together', async () => {
  let now = Date.now();
  const app = await createTestApp({ now: () => now });
  try {
    const server = await app.http();
    const { cookie } = await signInAs(app, server, 'VIEWER');
    now += 5 * 60_000;
    const before = app.services.db.statementCount();
    const payload = { query: '{ __typename }' };
    const headers = { 'x-dossier-csrf': '1', cookie };
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const answer = await server.inject({ method: 'POST', url: '/graphql', headers, payload });
        expect(answer.json()).toEqual({ data: { __typename: 'Query' } });
      }),
    );
    await nothingRuns(app.services.db);
    // Each looks once at who asks, where looks are not shared; forty notes would be as much again.
    expect(app.services.db.statementCount() - before).toBeLessThan(60);
  } finally {
    await app.close();
  }
});
