import { mkdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctorChecks } from '../../../app/doctor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { sealRound } from '../../../platform/outbox/sealer.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { createTestServices, systemContext } from '../../../platform/testing/test-context.ts';
import { recordAudit, sealedAudit } from '../../audit/index.ts';

const HOUR = 3_600_000;
let test: TestDatabase;
let ctx: Ctx;
let now = Date.now();

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = systemContext(createTestServices(test.db, test.folder, { now: () => now }));
});
afterAll(async () => await test.drop());

async function check(name: string): Promise<string[]> {
  const found = doctorChecks.find((one) => one.name === name);
  if (!found) throw new Error(`there is no check ${name}`);
  return (await found.run(ctx)).map((finding) => `${finding.level} ${finding.message}`);
}

describe('doctor', () => {
  it('finds nothing wrong in a new installation', async () => {
    for (const { run } of doctorChecks) {
      const levels = (await run(ctx)).map((finding) => finding.level);
      expect(levels).not.toContain('ERROR');
      expect(levels).not.toContain('WARNING');
    }
  });

  it('finds rows that point at nothing', async () => {
    const token = { token: '李', customer_id: 77 };
    await test.db.transaction(async (trx) => await trx.insertInto('search_token').values(token).execute());
    expect(await check('orphans')).toEqual([
      'ERROR 1 rows of search_token point by customer_id at what does not exist (for example 77).',
    ]);
  });

  it('finds where the audit chain was changed', async () => {
    for (let i = 0; i < 3; i++) {
      await test.db.transaction(
        async (trx) => await recordAudit(trx, ctx, { action: 'tag.created', objectType: 'tag' }),
      );
    }
    await sealRound(test.db, sealedAudit);
    expect(await check('audit')).toEqual(['NOTE 3 entries, each linked to the one before; 0 signed checkpoints.']);
    await test.db.transaction(
      async (trx) => await trx.updateTable('audit_entry').set({ action: 'c.d' }).where('seq', '=', 2).execute(),
    );
    expect(await check('audit')).toEqual(['ERROR The chain is wrong at entry 2: the entry was changed.']);
    mkdirSync(ctx.auditWitness);
    expect(await check('audit')).toEqual([
      `ERROR The audit witness ${ctx.auditWitness} cannot be read (EISDIR), so nothing tells whether the log is as it was signed.`,
    ]);
    rmSync(ctx.auditWitness, { recursive: true });
  });

  it('finds jobs and events that nobody takes', async () => {
    await test.db.transaction(async (trx) => {
      const failed = await enqueue(trx, ctx, { kind: 'test.bad', payload: {} });
      await enqueue(trx, ctx, { kind: 'test.late', payload: {} });
      const lost = await enqueue(trx, ctx, { kind: 'test.lost', payload: {} });
      await trx.updateTable('job').set({ state: 'FAILED', finished_at: now }).where('id', '=', failed).execute();
      await trx.updateTable('job').set({ state: 'RUNNING', lease_until: now }).where('id', '=', lost).execute();
      await publish(trx, ctx, { type: 'a.b' });
    });
    expect(await check('events')).toEqual([]);
    now += HOUR;
    expect(await check('jobs')).toEqual([
      'WARNING 1 jobs of kind test.bad failed in the last 7 days: see `dossier jobs`.',
      'WARNING 1 jobs have waited for more than a minute. Is a worker running?',
      'WARNING 1 jobs have lost their worker and wait for another. Is a worker running?',
    ]);
    expect(await check('events')).toEqual([
      'WARNING 1 events have waited for their place for more than a minute. Is a worker running?',
    ]);
  });
});
