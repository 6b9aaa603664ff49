import type { FastifyInstance } from 'fastify';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../modules/dictionary/index.ts';
import { type Database, openDatabase } from '../platform/database/database.ts';
import { parseDatabaseUrl } from '../platform/database/database-url.ts';
import { createTestDatabase, type TestDatabase, testEngine } from '../platform/testing/test-database.ts';
import { createTestServices } from '../platform/testing/test-context.ts';
import { createReadiness } from './readiness.ts';
import { createServer as createApp } from './server.ts';

/** A line to the database server that can be cut. */
function cuttable(target: { host: string; port: number }) {
  const open = new Set<Socket>();
  let isCut = false;
  const server: Server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  return {
    server,
    cut: () => {
      isCut = true;
      for (const socket of open) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
  };
}

// The embedded database cannot go away.
describe.skipIf(testEngine() === 'sqlite')('while the database is away', () => {
  let test: TestDatabase;
  let db: Database;
  let app: FastifyInstance;
  let line: ReturnType<typeof cuttable>;
  beforeAll(async () => {
    test = await createTestDatabase();
    const url = new URL(test.url);
    line = cuttable({ host: url.hostname, port: Number(url.port || 3306) });
    await new Promise<void>((resolve) => line.server.listen(0, '127.0.0.1', () => resolve()));
    const address = line.server.address();
    url.host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    db = openDatabase(parseDatabaseUrl(url.toString()));
    const services = createTestServices(db, test.folder, { settings: async () => await readSettings(db) });
    const { notReady } = createReadiness(services);
    app = await createApp(services, {
      mode: 'production',
      publicUrl: undefined,
      behindProxy: false,
      persistedDocuments: new Map(),
      consoleFolder: '',
      notReady,
    });
  });
  afterAll(async () => {
    await app.close();
    await db.close();
    line.server.close();
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
    line.cut();
    // What the server still remembers of its settings is true for two seconds.
    await expect.poll(async () => (await ask()).status, { timeout: 4_000 }).toBe(503);
    expect([await ask(), await ready()]).toEqual([
      { status: 503, code: 'UNAVAILABLE', retryAfter: '2', quick: true },
      503,
    ]);
    const many = await Promise.all(Array.from({ length: 30 }, ask));
    expect(new Set(many.map(({ status, quick }) => `${status} ${quick}`))).toEqual(new Set(['503 true']));
    expect((await app.inject('/healthz')).statusCode).toBe(200);
    line.mend();
    await expect.poll(async () => (await ask()).status, { timeout: 5_000 }).toBe(200);
    expect(await ready()).toBe(200);
  });
});
