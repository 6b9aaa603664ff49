import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../context/actor.ts';
import type { Ctx, Services } from '../context/context.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createTestServices, systemContext } from '../testing/test-context.ts';
import { claimJob } from './claim-job.ts';
import { cancelJob, pauseJob, resumeJob, retryJob } from './control-job.ts';
import { defineJob, type JobDefinition, JobFailed, StepStopped } from './define-job.ts';
import { enqueue, type JobRequest } from './enqueue.ts';
import { type JobRunner, startJobRunner } from './job-runner.ts';
import { openStep } from './job-step.ts';

let test: TestDatabase;
let services: Services;
let ctx: Ctx;
const runners: JobRunner[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  services = createTestServices(test.db, test.folder);
});
beforeEach(async () => {
  ctx = systemContext(services);
  await test.db.transaction(async (trx) => {
    await trx.deleteFrom('job').execute();
    await trx.deleteFrom('tag').execute();
  });
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});
afterAll(async () => await test.drop());

function run(...definitions: JobDefinition[]): JobRunner {
  const runner = startJobRunner({
    services,
    definitions,
    actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
    pollMs: 5,
    leaseMs: 3_000,
  });
  runners.push(runner);
  return runner;
}

const ask = async (request: JobRequest) => await test.db.transaction(async (trx) => await enqueue(trx, ctx, request));
const jobRow = async (id: number) =>
  await test.db.read.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const tags = async () => await test.db.read.selectFrom('tag').select(['id', 'name']).orderBy('id').execute();
const tag = (id: number) => ({ id, name: `t${id}`, colour: null, created_at: 1 });

/** Writes tags 1 to `count`, one for each step; `beforeStep` may interfere. */
function writer(count: number, beforeStep: (i: number) => Promise<void> = async () => {}) {
  return defineJob<object>({
    kind: 'test.write',
    run: async (step) => {
      const from = step.checkpoint<{ done: number }>()?.done ?? 0;
      for (let i = from + 1; i <= count; i++) {
        await beforeStep(i);
        await step.commit(async (trx) => {
          await trx.insertInto('tag').values(tag(i)).execute();
          return { checkpoint: { done: i }, progress: i / count, note: `${i} of ${count}` };
        });
      }
    },
  });
}

describe('enqueue', () => {
  it('leaves no job when the transaction rolls back', async () => {
    const failing = test.db.transaction(async (trx) => {
      await enqueue(trx, ctx, { kind: 'test.write', payload: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await test.db.read.selectFrom('job').select('id').execute()).toEqual([]);
  });

  it('makes one job of two with the same unique key, also in one transaction', async () => {
    const request = { kind: 'test.write', payload: {}, uniqueKey: 'k' };
    const [first, second] = await test.db.transaction(async (trx) => [
      await enqueue(trx, ctx, request),
      await enqueue(trx, ctx, request),
    ]);
    expect(second).toBe(first);
    expect(await ask(request)).toBe(first);
  });

  it('frees the unique key when the job has ended', async () => {
    const first = await ask({ kind: 'test.write', payload: {}, uniqueKey: 'again' });
    await run(writer(1)).idle();
    expect(await ask({ kind: 'test.write', payload: {}, uniqueKey: 'again' })).not.toBe(first);
  });
});

describe('a job', () => {
  it('runs to its end, step by step, and says so', async () => {
    const id = await ask({ kind: 'test.write', payload: { a: 1 } });
    await run(writer(3)).idle();
    expect(await tags()).toEqual([1, 2, 3].map((i) => ({ id: i, name: `t${i}` })));
    expect(await jobRow(id)).toMatchObject({
      state: 'DONE',
      progress: 1,
      note: '3 of 3',
      steps: 3,
      checkpoint: '{"done":3}',
      problem: null,
      lease_owner: null,
      attempts: 0,
    });
  });

  it('goes on from its last committed step after a failure, and leaves nothing of the step that failed', async () => {
    let failures = 0;
    const failing = writer(4, async function look(i) {
      if (i === 3 && failures++ === 0) throw new TypeError('13800138000 is odd');
    });
    const id = await ask({ kind: 'test.write', payload: {} });
    const runner = run(failing);
    await runner.idle();
    expect(await jobRow(id)).toMatchObject({ state: 'QUEUED', steps: 2, attempts: 1 });
    expect((await jobRow(id)).problem).toBe(
      `It failed unexpectedly (TypeError in look). The log has more under job ${id}.`,
    );
    await test.db.transaction(async (trx) => await trx.updateTable('job').set({ run_after: 0 }).execute());
    await expect.poll(async () => (await jobRow(id)).state).toBe('DONE');
    expect((await tags()).map((row) => row.id)).toEqual([1, 2, 3, 4]);
  });

  it('waits longer after each failure, and is given up after the last', async () => {
    const always = defineJob({ kind: 'test.fail', run: async () => Promise.reject(new Error('no')) });
    const id = await ask({ kind: 'test.fail', payload: {}, maxAttempts: 2 });
    run(always);
    await expect.poll(async () => await jobRow(id)).toMatchObject({ state: 'QUEUED', attempts: 1 });
    const waits = (await jobRow(id)).run_after - Date.now();
    expect(waits).toBeGreaterThan(500);
    expect(waits).toBeLessThanOrEqual(1_100);
    await test.db.transaction(async (trx) => await trx.updateTable('job').set({ run_after: 0 }).execute());
    await expect.poll(async () => (await jobRow(id)).state).toBe('FAILED');
    expect((await jobRow(id)).finished_at).not.toBeNull();
  });

  it('fails at once when its handler says so, and tells the handler within the same transaction', async () => {
    const told: unknown[] = [];
    const refusing = defineJob<{ n: number }>({
      kind: 'test.refuse',
      run: async () => Promise.reject(new JobFailed('The file is gone.')),
      interrupted: async (trx, _ctx, payload, how, problem) => {
        told.push([payload, how, problem]);
        await trx.insertInto('tag').values(tag(payload.n)).execute();
      },
    });
    const id = await ask({ kind: 'test.refuse', payload: { n: 7 } });
    await run(refusing).idle();
    expect(await jobRow(id)).toMatchObject({ state: 'FAILED', problem: 'The file is gone.', attempts: 1 });
    expect(told).toEqual([[{ n: 7 }, 'FAILED', 'The file is gone.']]);
    expect(await tags()).toEqual([{ id: 7, name: 't7' }]);
  });

  it('can be tried again after it failed', async () => {
    let broken = true;
    const id = await ask({ kind: 'test.write', payload: {} });
    const runner = run(
      writer(1, async () => {
        if (broken) throw new JobFailed('not yet');
      }),
    );
    await runner.idle();
    broken = false;
    expect(await test.db.transaction(async (trx) => await retryJob(trx, ctx, id))).toBe('QUEUED');
    await expect.poll(async () => (await jobRow(id)).state).toBe('DONE');
    expect((await jobRow(id)).problem).toBeNull();
  });
});

describe('pause, resume, cancel', () => {
  it('pauses before the next step and goes on where it was', async () => {
    const id = await ask({ kind: 'test.write', payload: {} });
    const runner = run(
      writer(4, async (i) => {
        if (i === 3 && (await jobRow(id)).fence === 1) {
          await test.db.transaction(async (trx) => expect(await pauseJob(trx, ctx, id)).toBe('RUNNING'));
        }
      }),
    );
    await runner.idle();
    expect(await jobRow(id)).toMatchObject({ state: 'PAUSED', wanted: null, steps: 2, lease_owner: null });
    expect((await tags()).length).toBe(2);
    await test.db.transaction(async (trx) => expect(await resumeJob(trx, ctx, id)).toBe('QUEUED'));
    await expect.poll(async () => (await jobRow(id)).state).toBe('DONE');
    expect((await tags()).length).toBe(4);
  });

  it('cancels a waiting job at once and a running one before its next step', async () => {
    const waiting = await ask({ kind: 'test.other', payload: {} });
    await test.db.transaction(async (trx) => expect(await cancelJob(trx, ctx, waiting)).toBe('CANCELLED'));
    const id = await ask({ kind: 'test.write', payload: {} });
    const how: string[] = [];
    const definition = {
      ...writer(3, async (i) => {
        if (i === 2) await test.db.transaction(async (trx) => await cancelJob(trx, ctx, id));
      }),
      interrupted: async (_trx: unknown, _ctx: unknown, _payload: unknown, state: string) => void how.push(state),
    };
    await run(definition).idle();
    expect(await jobRow(id)).toMatchObject({ state: 'CANCELLED', steps: 1, unique_key: null });
    expect(how).toEqual(['CANCELLED']);
    expect((await tags()).length).toBe(1);
  });

  it('leaves ended jobs as they are', async () => {
    const id = await ask({ kind: 'test.write', payload: {} });
    await run(writer(1)).idle();
    await test.db.transaction(async (trx) => {
      expect(await pauseJob(trx, ctx, id)).toBe('DONE');
      expect(await cancelJob(trx, ctx, id)).toBe('DONE');
      expect(await resumeJob(trx, ctx, id)).toBe('DONE');
      expect(await retryJob(trx, ctx, id)).toBe('DONE');
      expect(await pauseJob(trx, ctx, 4)).toBeUndefined();
    });
  });
});

describe('leases and fences', () => {
  const claimant = (owner: string, now = () => Date.now()) => ({ owner, leaseMs: 1_000, kinds: ['test.write'], now });

  it('gives a job to one of many that ask at once', async () => {
    await ask({ kind: 'test.write', payload: {} });
    const claims = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => await claimJob(test.db, claimant(`other:1:${i}`))),
    );
    expect(claims.filter((claim) => claim !== undefined).length).toBe(1);
  });

  it('refuses the step of an owner whose lease another has taken', async () => {
    const id = await ask({ kind: 'test.write', payload: {} });
    const late = await claimJob(test.db, claimant('elsewhere:1:a'));
    if (!late) throw new Error('nothing was claimed');
    const step = await openStep(ctx, late, claimant('elsewhere:1:a'), new AbortController().signal);
    expect(await claimJob(test.db, claimant('elsewhere:2:b'))).toBeUndefined();
    const taken = await claimJob(
      test.db,
      claimant('elsewhere:2:b', () => Date.now() + 1_500),
    );
    expect(taken).toMatchObject({ id, fence: 2 });
    const lateStep = step.commit(async (trx) => {
      await trx.insertInto('tag').values(tag(1)).execute();
      return {};
    });
    await expect(lateStep).rejects.toEqual(new StepStopped('LOST'));
    expect(await tags()).toEqual([]);
  });

  it('takes over at once from a process of this machine that is no more', async () => {
    const id = await ask({ kind: 'test.write', payload: {} });
    const { newOwner } = await import('../process/owner.ts');
    // Process 2^22 is the largest a Linux machine gives; the one above it never lives.
    const dead = newOwner().replace(/:\d+:/, ':4194305:');
    await claimJob(test.db, claimant(dead));
    expect(await claimJob(test.db, claimant(newOwner()))).toMatchObject({ id, fence: 2, attempts: 2 });
  });

  it('gives its jobs back when it is stopped, without counting that as a failure', async () => {
    const id = await ask({ kind: 'test.write', payload: {} });
    const reached = Promise.withResolvers<void>();
    const runner = run(
      writer(50, async (i) => {
        if (i === 3) reached.resolve();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }),
    );
    await reached.promise;
    await runner.stop();
    const row = await jobRow(id);
    expect(row).toMatchObject({ state: 'QUEUED', lease_owner: null });
    expect((await tags()).length).toBe(row.steps);
    run(writer(50));
    await expect.poll(async () => (await jobRow(id)).state, { timeout: 5_000 }).toBe('DONE');
    expect((await tags()).length).toBe(50);
  });
});
