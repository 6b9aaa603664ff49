import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../../../platform/context/context.ts';
import { openDatabase } from '../../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../../platform/database/database-url.ts';
import { startDuty } from '../../../platform/jobs/lease.ts';
import { sealRound } from '../../../platform/outbox/sealer.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { createTestContext, SILENT, TEST_NOW } from '../../../platform/testing/test-context.ts';
import { sealedAudit } from '../audit-chain.ts';
import { recordAudit, verifyAudit } from '../index.ts';
import { auditWarnings } from './audit-warnings.ts';
import { checkpointDuty } from './checkpoint-duty.ts';
import { checkpointRound } from './checkpoint-round.ts';

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;
let witness: string;

beforeEach(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
  witness = ctx.auditWitness;
});
afterEach(async () => await test.drop());

async function record(count: number): Promise<void> {
  await test.db.ids.ensure(count);
  await test.db.transaction(async (trx) => {
    for (let i = 0; i < count; i++) {
      await recordAudit(trx, ctx, { action: 'customer.updated', objectType: 'customer', objectId: i });
    }
  });
  while ((await sealRound(test.db, sealedAudit)) > 0);
}
const verify = async (of: Ctx = ctx) =>
  await verifyAudit({ read: test.db.read, publicKeys: of.keys.audit.publicKeys, witness });
const inWitness = () => readFileSync(witness, 'utf8').trimEnd().split('\n');
const stored = async () => await test.db.read.selectFrom('audit_checkpoint').selectAll().orderBy('number').execute();
const said = (line: string) =>
  JSON.parse(line) as { number: number; seq: number; count: number; at: number; head: string };

describe('a checkpoint', () => {
  it('is made for the first entry at once, then after a minute or a thousand entries, and never for nothing', async () => {
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 0 });
    await record(2);
    expect(await checkpointRound(ctx)).toEqual({ made: true, witnessed: 1 });
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 0 });
    await record(999);
    ctx.clock.now += 54_999;
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 0 });
    await record(1);
    expect(await checkpointRound(ctx)).toEqual({ made: true, witnessed: 1 });
    await record(1);
    ctx.clock.now += 54_999;
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 0 });
    ctx.clock.now += 1;
    expect(await checkpointRound(ctx)).toEqual({ made: true, witnessed: 1 });
    ctx.clock.now += 600_000;
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 0 });

    expect(inWitness().map((line) => [said(line).number, said(line).seq, said(line).count])).toEqual([
      [1, 2, 2],
      [2, 1_002, 1_002],
      [3, 1_003, 1_003],
    ]);
    expect((await stored()).map((row) => row.line)).toEqual(inWitness());
    expect(await verify()).toMatchObject({ intact: true, checkpoints: 3, witnessedUntil: 1_003, waiting: 0 });
  });

  it('goes on when a slow process repeats an older line after the newest', async () => {
    for (let round = 0; round < 2; round++) {
      await record(1);
      ctx.clock.now += 60_000;
      await checkpointRound(ctx);
    }
    appendFileSync(witness, `${inWitness()[0]}\n`);
    await record(1);
    ctx.clock.now += 60_000;
    expect(await checkpointRound(ctx)).toEqual({ made: true, witnessed: 1 });
    expect(inWitness().map((line) => said(line).number)).toEqual([1, 2, 1, 3]);
    expect(await verify()).toMatchObject({ intact: true, checkpoints: 3, witnessedUntil: 3 });
  });

  it('does not wait for the time of a clock that was set back', async () => {
    await record(1);
    await checkpointRound(ctx);
    ctx.clock.now -= 3_600_000;
    await record(1);
    expect(await checkpointRound(ctx)).toEqual({ made: true, witnessed: 1 });
    expect(await verify()).toMatchObject({ intact: true, witnessedUntil: 2 });
  });

  it('says place, count, hash and time, and is one line of JSON with the signature last', async () => {
    await record(3);
    await checkpointRound(ctx);
    const { head } = await verify();
    const { signing } = ctx.keys.audit;
    const [line = ''] = inWitness();
    expect(line.replace(/[0-9a-f]{128}"}$/, '…"}')).toBe(
      `{"at":${TEST_NOW},"chain":"audit","count":3,"head":"${head}","key":"${signing?.fingerprint}","kind":"CHECKPOINT","number":1,"previous":0,"seq":3,"signature":"…"}`,
    );
  });

  it('is made once by two processes that look at the same time', async () => {
    const other = openDatabase(parseDatabaseUrl(test.url));
    const both = [ctx, { ...ctx, db: other }];
    for (let i = 0; i < 30; i++) {
      await record(1);
      await Promise.all(both.map(async (services) => await checkpointRound(services, () => true)));
    }
    await checkpointRound(ctx, () => true);
    await other.close();
    const rows = await stored();
    expect(rows.map((row) => said(row.line).seq)).toEqual(Array.from({ length: rows.length }, (_, i) => i + 1));
    expect(rows).toHaveLength(30);
    // A line may stand there twice when both added it; it is the same line.
    expect([...new Set(inWitness())]).toEqual(rows.map((row) => row.line));
    expect(await verify()).toMatchObject({ intact: true, checkpoints: 30, witnessedUntil: 30, waiting: 0 });
  });

  it('follows when the process ended between sealing and signing, or between signing and the witness', async () => {
    await record(5);
    expect(await verify()).toMatchObject({ intact: true, entries: 5, checkpoints: 0 });
    await checkpointRound(ctx, () => true);
    await record(1);
    await checkpointRound({ ...ctx, auditWitness: `${test.folder}/nowhere/w` }, () => true);
    // Signed, and the process ended in the middle of writing to the witness.
    const next = (await stored())[1]?.line ?? '';
    writeFileSync(witness, next.slice(0, 100), { flag: 'a' });
    expect(await verify()).toMatchObject({ intact: true, checkpoints: 2, witnessedUntil: 5, waiting: 1 });
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 1 });
    // Written, and the process ended before that was marked.
    await test.db.transaction(async (trx) => {
      await trx.updateTable('audit_checkpoint').set({ witnessed_at: null }).where('number', '=', 2).execute();
    });
    expect(await verify()).toMatchObject({ intact: true, checkpoints: 2, witnessedUntil: 6, waiting: 0 });
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 0 });
    expect((await stored()).map((row) => row.witnessed_at)).toEqual([TEST_NOW, TEST_NOW]);
    await record(1);
    await checkpointRound(ctx, () => true);
    expect(inWitness()).toHaveLength(4);
    expect(await verify()).toMatchObject({ intact: true, checkpoints: 3, witnessedUntil: 7, waiting: 0 });
  });
});

describe('a witness that cannot be written', () => {
  it('is told, and gets everything when it can', async () => {
    const told: unknown[] = [];
    const log = {
      ...SILENT,
      error: (facts: object) => void told.push(facts),
      info: (facts: object) => void told.push(facts),
    };
    mkdirSync(witness);
    const duty = checkpointDuty({ ...ctx, log });
    for (let i = 0; i < 3; i++) {
      await record(1);
      await duty.round();
      await duty.round();
      ctx.clock.now += 60_000;
    }
    const problem = { problem: 'WITNESS_UNAVAILABLE', code: 'EISDIR' };
    expect(told).toEqual([problem, problem, problem]);
    expect(await auditWarnings(test.db.read, ctx.now() + 1)).toEqual([
      'Audit checkpoints have not reached the witness since 2026-03-05T08:30:00.000Z.',
    ]);
    rmSync(witness, { recursive: true });
    await duty.round();
    await duty.round();
    expect(told.slice(3)).toEqual([{ witnessed: 3 }]);
    expect(inWitness().map((line) => said(line).seq)).toEqual([1, 2, 3]);
    expect(await auditWarnings(test.db.read, ctx.now())).toEqual([]);
    expect(await verify()).toMatchObject({ intact: true, checkpoints: 3, witnessedUntil: 3 });
  });

  it('is not begun anew when it had been there: its volume may be missing', async () => {
    await record(1);
    await checkpointRound(ctx, () => true);
    const kept = readFileSync(witness);
    rmSync(witness);
    await record(1);
    expect(await checkpointRound(ctx, () => true)).toEqual({ made: true, witnessed: 0, problem: 'WITNESS_INCOMPLETE' });
    expect(existsSync(witness)).toBe(false);
    expect((await verify()).findings).toEqual([
      { place: 'witness', checkpoint: 1, problem: 'it is missing', count: 1 },
    ]);
    writeFileSync(witness, kept);
    expect(await checkpointRound(ctx)).toEqual({ made: false, witnessed: 1 });
    expect(await verify()).toMatchObject({ intact: true, witnessedUntil: 2 });
    truncateSync(witness, kept.length);
    await record(1);
    expect(await checkpointRound(ctx, () => true)).toMatchObject({ problem: 'WITNESS_INCOMPLETE', witnessed: 0 });
  });
});

it('without the private key nothing is signed, and that is told', async () => {
  await record(1);
  const keys = { ...ctx.keys, audit: { ...ctx.keys.audit, signing: undefined } };
  expect(await checkpointRound({ ...ctx, keys })).toEqual({ made: false, witnessed: 0, problem: 'NO_SIGNING_KEY' });
  expect(await auditWarnings(test.db.read, TEST_NOW + 180_001)).toEqual([
    'Audit entries since 2026-03-05T08:30:00.000Z are not signed for. Is a worker running? Does its log tell why?',
  ]);
  expect(await verify()).toMatchObject({ intact: true, checkpoints: 0 });
});

it('the duty keeps the chain signed beside the sealer', async () => {
  const duty = startDuty(ctx, { ...checkpointDuty(ctx), everyMs: 5 });
  await record(3);
  await expect.poll(async () => (await verify()).witnessedUntil).toBe(3);
  await duty.stop();
});
