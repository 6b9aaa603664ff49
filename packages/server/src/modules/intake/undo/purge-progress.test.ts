import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { intakeJobs as jobs } from '../../../app/jobs.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { systemContext } from '../../../platform/testing/test-context.ts';
import { importText, waitFor } from '../intake.fixture.ts';
import { turnImport } from '../run/control-import.ts';
import { getImport } from '../run/import.repository.ts';

let app: TestApp;
let ctx: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  ctx = systemContext(app.services);
});
afterAll(async () => await app.close());

const HEAD = '客户编号,姓名,手机';
const person = (id: number, name = '王小') => `K${id},${name}${id},138${String(id).padStart(8, '0')}`;
/** Steps of 200: some of them are seen before the last. */
const CUSTOMERS = 800;

it('a purge says how far it is, of how much, and goes on from there', { timeout: 180_000 }, async () => {
  const all = Array.from({ length: CUSTOMERS }, (_, id) => person(id));
  await importText(ctx, jobs, [HEAD, ...all].join('\n'), { sourceCode: 'a' });
  // This one creates nobody: its records are about customers who were there before. Three rows are about nobody.
  const renamed = Array.from({ length: CUSTOMERS }, (_, id) => person(id, '王大'));
  const second = await importText(ctx, jobs, [HEAD, ...renamed, ',无,-', ',-,-', ',无,无'].join('\n'), {
    sourceCode: 'a',
  });
  expect(second.counts).toMatchObject({ created: 0, updated: CUSTOMERS, rejected: 3 });
  await turnImport(ctx, second.id, 'undo');
  const undone = await waitFor(ctx, jobs, second.id, 'UNDONE');
  expect(undone.progress).toMatchObject({ phase: 'UNDO', rows: CUSTOMERS, totalRows: CUSTOMERS, percent: 100 });

  await turnImport(ctx, second.id, 'purge');
  expect((await getImport(ctx.db.read, second.id)).progress).toMatchObject({ phase: 'PURGE', rows: 0, percent: null });
  const runner = startJobRunner({
    services: ctx,
    definitions: jobs,
    actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
    pollMs: 1,
  });
  let seen = await getImport(ctx.db.read, second.id);
  while (!seen.progress?.rows) {
    await sleep(1);
    seen = await getImport(ctx.db.read, second.id);
  }
  await runner.stop();
  const total = CUSTOMERS + 3;
  const halfway = await getImport(ctx.db.read, second.id);
  expect(halfway.state).toBe('UNDONE');
  expect(halfway.progress?.totalRows).toBe(total);
  expect(halfway.progress?.rows).toBeGreaterThan(0);
  expect(halfway.progress?.rows).toBeLessThan(total);
  expect(halfway.progress?.percent).toBeCloseTo(((halfway.progress?.rows ?? 0) / total) * 100);

  const purged = await waitFor(ctx, jobs, second.id, 'PURGED');
  expect(purged.progress).toMatchObject({ phase: 'PURGE', rows: total, totalRows: total, percent: 100 });
});
