import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { systemContext } from '../../../platform/testing/test-context.ts';
import { askForMatchRun, matchNightlySchedule } from './match-due.job.ts';

const SOON_MS = 121_000;

let app: TestApp;
let clock: number;
beforeAll(async () => {
  clock = Date.now();
  app = await createTestApp({ now: () => clock });
});
afterAll(async () => await app.close());

async function imported(): Promise<void> {
  const { db } = app.services;
  await db.ids.ensure(2);
  await db.transaction(async (trx) => await askForMatchRun(trx, systemContext(app.services)));
}
async function passes(ms = SOON_MS): Promise<void> {
  clock += ms;
  await runJobs(app);
}
async function runs(): Promise<number> {
  const { matchRuns } = await app.data(app.ctxFor('DATA_STEWARD'), '{ matchRuns { nodes { startedBy { name } } } }');
  for (const { startedBy } of matchRuns.nodes) expect(startedBy).toBeNull();
  return matchRuns.nodes.length;
}

describe('comparing by itself', () => {
  it('begins a while after imports, once for several, and not when nothing changed', async () => {
    await imported();
    await passes();
    // There are no customers yet.
    expect(await runs()).toBe(0);
    await addCustomer(app, { name: '欧阳晓明' });
    await imported();
    await imported();
    await passes(60_000);
    expect(await runs()).toBe(0);
    await passes(61_000);
    expect(await runs()).toBe(1);
    await imported();
    await passes();
    expect(await runs()).toBe(1);
  });

  it('waits for a run that is under way, and then looks again', async () => {
    const { db } = app.services;
    const { job_id } = await db.read.selectFrom('match_run').select('job_id').executeTakeFirstOrThrow();
    const under = async (isUnderWay: boolean) =>
      await db.transaction(async (trx) => {
        await trx
          .updateTable('match_run')
          .set({ finished_at: isUnderWay ? null : clock })
          .execute();
        await trx
          .updateTable('job')
          .set({ state: isUnderWay ? 'PAUSED' : 'DONE' })
          .where('id', '=', job_id)
          .execute();
      });
    await under(true);
    await addCustomer(app, { name: '司马春兰' });
    await imported();
    await passes();
    await passes();
    expect(await runs()).toBe(1);
    await under(false);
    await passes();
    expect(await runs()).toBe(2);
  });

  it('leaves small installations alone at night, and all of them when the policy says so', async () => {
    const ctx = systemContext(app.services);
    await addCustomer(app, { name: '上官云飞' });
    const { kind, payload } = matchNightlySchedule;
    await ctx.db.ids.ensure(1);
    await ctx.db.transaction(async (trx) => await enqueue(trx, ctx, { kind, payload }));
    await passes();
    expect(await runs()).toBe(2);
    await app.data(
      app.ctxFor('ADMIN'),
      'mutation { matchPolicyUpdate(input: { runAfterImports: false }) { userErrors { code } } }',
    );
    await imported();
    await passes();
    expect(await runs()).toBe(2);
  });
});
