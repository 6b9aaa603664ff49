import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createTestServices, systemContext } from '../testing/test-context.ts';
import { enqueue } from './enqueue.ts';

const BATCHES = 40;
let test: TestDatabase;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await test.drop();
});

it('lets the server write while a worker writes batch after batch: no busy error, no long wait', async () => {
  const ctx = systemContext(createTestServices(test.db, test.folder));
  const id = await test.db.transaction(
    async (trx) => await enqueue(trx, ctx, { kind: 'test.batches', payload: { count: BATCHES } }),
  );
  const script = fileURLToPath(new URL('./testing/batch-worker.ts', import.meta.url));
  worker = spawn(process.execPath, [script, test.url, test.folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const state = async () =>
    (await test.db.read.selectFrom('job').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
  await expect.poll(state, { timeout: 10_000 }).toBe('RUNNING');

  const waits: number[] = [];
  while ((await state()) === 'RUNNING') {
    const begun = performance.now();
    const token = { token: 'server', customer_id: waits.length + 1 };
    await test.db.transaction(async (trx) => await trx.insertInto('search_token').values(token).execute());
    waits.push(performance.now() - begun);
    await sleep(5);
  }
  expect(await state()).toBe('DONE');
  expect(waits.length).toBeGreaterThan(15);
  waits.sort((a, b) => a - b);
  // A batch holds the lock for 60 ms: the median wait is about one batch, and hardly anyone waits for several.
  expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(150);
  expect(waits.at(-1)).toBeLessThan(1_000);
});
