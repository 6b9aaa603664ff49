import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM } from '../context/actor.ts';
import { openDatabase } from '../database/database.ts';
import { parseDatabaseUrl } from '../database/database-url.ts';
import { openCuttableLine } from '../testing/cuttable-line.ts';
import { createTestDatabase, testEngine, type TestDatabase } from '../testing/test-database.ts';
import { createTestServices, systemContext } from '../testing/test-context.ts';
import { defineJob } from './define-job.ts';
import { enqueue } from './enqueue.ts';
import { startJobRunner } from './job-runner.ts';

const STEPS = 60;
let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

describe.skipIf(testEngine() === 'sqlite')('a database server that goes away for seconds, again and again', () => {
  it('makes jobs wait; each step is done exactly once', { timeout: 30_000 }, async () => {
    const line = await openCuttableLine(test.url);
    const db = openDatabase(parseDatabaseUrl(line.url));
    const services = createTestServices(db, test.folder);
    const counting = defineJob<object>({
      kind: 'test.count',
      run: async (step) => {
        for (let i = (step.checkpoint<{ i: number }>()?.i ?? 0) + 1; i <= STEPS; i++) {
          await step.commit(async (trx) => {
            await trx.insertInto('search_token').values({ token: 'step', customer_id: i }).execute();
            return { checkpoint: { i } };
          });
          await sleep(10);
        }
      },
    });
    const id = await db.transaction(
      async (trx) => await enqueue(trx, systemContext(services), { kind: 'test.count', payload: {} }),
    );
    const runner = startJobRunner({
      services,
      definitions: [counting],
      actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
      pollMs: 20,
      leaseMs: 900,
    });
    for (const awayMs of [50, 2_500, 300]) {
      await sleep(150);
      await line.cut();
      await sleep(awayMs);
      await line.mend();
    }
    const job = async () => await test.db.read.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
    await expect.poll(job, { timeout: 15_000 }).toMatchObject({ state: 'DONE', steps: STEPS, problem: null });
    const done = await test.db.read
      .selectFrom('search_token')
      .select('customer_id')
      .where('token', '=', 'step')
      .execute();
    expect(done.length).toBe(STEPS);
    await runner.stop();
    services.events.stop();
    await db.close();
    await line.cut();
  });
});
