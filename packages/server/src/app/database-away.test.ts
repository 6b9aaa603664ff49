import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../modules/dictionary/index.ts';
import { type Database, openDatabase } from '../platform/database/database.ts';
import { parseDatabaseUrl } from '../platform/database/database-url.ts';
import { type CuttableLine, openCuttableLine } from '../platform/testing/cuttable-line.ts';
import { createTestDatabase, type TestDatabase, testEngine } from '../platform/testing/test-database.ts';
import { createTestServices } from '../platform/testing/test-context.ts';
import { createReadiness } from './readiness.ts';
import { createServer as createApp } from './server.ts';

// The embedded database cannot go away.
describe.skipIf(testEngine() === 'sqlite')('while the database is away', () => {
  let test: TestDatabase;
  let db: Database;
  let app: FastifyInstance;
  let line: CuttableLine;
  beforeAll(async () => {
    test = await createTestDatabase();
    line = await openCuttableLine(test.url);
    db = openDatabase(parseDatabaseUrl(line.url));
    const services = createTestServices(db, test.folder, { settings: async () => await readSettings(db) });
    const { notReady, warnings } = createReadiness(services);
    app = await createApp(services, {
      mode: 'production',
      publicUrl: undefined,
      behindProxy: false,
      persistedDocuments: new Map(),
      consoleFolder: '',
      notReady,
      warnings,
    });
  });
  afterAll(async () => {
    await app.close();
    await db.close();
    await line.cut();
    await test.drop();
  });

  const ask = async () => {
    const started = performance.now();
    const payload = { query: '{ installation { name } }' };
    const answer = await app.inject({ method: 'POST', url: '/graphql', payload });
    const [error] = answer.json().errors ?? [];
    return {
      status: answer.statusCode,
      code: error?.extensions.code,
      retryAfter: answer.headers['retry-after'],
      quick: performance.now() - started < 2_000,
    };
  };
  const ready = async () => (await app.inject('/readyz')).statusCode;

  it('requests are told to come back, quickly, and all is well when it is back', async () => {
    expect([await ask(), await ready()]).toEqual([{ status: 200, quick: true }, 200]);
    await line.cut();
    // What the server still remembers of its settings is true for two seconds.
    await expect.poll(async () => (await ask()).status, { timeout: 4_000 }).toBe(503);
    expect([await ask(), await ready()]).toEqual([
      { status: 503, code: 'UNAVAILABLE', retryAfter: '2', quick: true },
      503,
    ]);
    const many = await Promise.all(Array.from({ length: 30 }, ask));
    expect(new Set(many.map(({ status, quick }) => `${status} ${quick}`))).toEqual(new Set(['503 true']));
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    await line.mend();
    await expect.poll(async () => (await ask()).status, { timeout: 5_000 }).toBe(200);
    expect(await ready()).toBe(200);
  });
});
