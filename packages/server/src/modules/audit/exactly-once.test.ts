import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from '../../platform/outbox/publish.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { createTestServices, systemContext } from '../../platform/testing/test-context.ts';
import { publicKeyFile, readPublicKeys } from '../../platform/crypto/audit-keys.ts';
import { verifyAudit } from './index.ts';

const EVENTS = 300;
const KILLS = 10;
const WORKERS = 2;

let test: TestDatabase;
const workers: ChildProcess[] = [];
/** Settled when the worker in that place says that it runs. */
const running: Promise<unknown>[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await test.drop();
});

function startWorker(place: number): void {
  const script = fileURLToPath(new URL('./testing/effect-worker.ts', import.meta.url));
  workers[place] = spawn(process.execPath, [script, test.url, test.folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running[place] = once(workers[place], 'message');
}

async function kill(place: number): Promise<void> {
  const worker = workers[place];
  if (!worker) return;
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await gone;
}

async function stop(place: number): Promise<number | null> {
  const worker = workers[place];
  if (!worker) return null;
  await running[place];
  const gone = new Promise<number | null>((resolve) => worker.once('exit', resolve));
  worker.kill('SIGTERM');
  return await gone;
}

const countDone = async () =>
  Number(
    (
      await test.db.read
        .selectFrom('job')
        .select((eb) => eb.fn.countAll().as('n'))
        .where('state', '=', 'DONE')
        .executeTakeFirstOrThrow()
    ).n,
  );

const witnessedUntil = async () => {
  const publicKeys = readPublicKeys(publicKeyFile(test.folder));
  const { auditWitness } = createTestServices(test.db, test.folder);
  return (await verifyAudit({ read: test.db.read, publicKeys, witness: auditWitness })).witnessedUntil;
};

describe('two workers that are killed again and again', () => {
  it('have the effect of every event exactly once, and leave a whole, signed chain', { timeout: 90_000 }, async () => {
    const ctx = systemContext(createTestServices(test.db, test.folder));
    for (let place = 0; place < WORKERS; place++) startWorker(place);
    for (let round = 0; round < KILLS; round++) {
      for (let i = 0; i < EVENTS / KILLS; i++) {
        const objectId = round * (EVENTS / KILLS) + i + 1;
        await test.db.transaction(async (trx) => await publish(trx, ctx, { type: 'test.happened', objectId }));
      }
      await sleep(250 + Math.random() * 500);
      await kill(round % WORKERS);
      startWorker(round % WORKERS);
    }
    await expect.poll(countDone, { timeout: 40_000, interval: 100 }).toBe(EVENTS);
    await expect
      .poll(async () => await test.db.read.selectFrom('audit_entry').select('id').where('seq', 'is', null).execute())
      .toEqual([]);
    // Whatever was cut off in the middle of signing, the others go on from there.
    await expect.poll(witnessedUntil, { timeout: 20_000 }).toBe(EVENTS * 2);
    expect(await Promise.all([stop(0), stop(1)])).toEqual([0, 0]);

    const effects = await test.db.read.selectFrom('audit_entry').select(['object_id', 'detail']).execute();
    const seen = effects.map((row) => `${row.object_id}${row.detail}`).toSorted();
    const expected = Array.from({ length: EVENTS }, (_, i) => [`${i + 1}{"part":1}`, `${i + 1}{"part":2}`]).flat();
    expect(seen).toEqual(expected.toSorted());
    const publicKeys = readPublicKeys(publicKeyFile(test.folder));
    const verdict = await verifyAudit({ read: test.db.read, publicKeys, witness: ctx.auditWitness });
    const all = EVENTS * 2;
    expect(verdict).toMatchObject({ intact: true, entries: all, witnessedUntil: all, restores: [] });
    expect(verdict.checkpoints).toBeGreaterThan(KILLS);
    const places = await test.db.read
      .selectFrom('outbox_event')
      .select('seq')
      .where('seq', 'is not', null)
      .orderBy('seq')
      .execute();
    expect(places.map((row) => row.seq)).toEqual(Array.from({ length: places.length }, (_, i) => i + 1));
  });
});
