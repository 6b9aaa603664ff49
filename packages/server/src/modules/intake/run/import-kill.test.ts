import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeJobs as jobs } from '../../../app/jobs.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { builtProgram } from '../../../platform/testing/built-entry-url.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { createTestServices, systemContext } from '../../../platform/testing/test-context.ts';
import { contentDigest, importText, waitFor } from '../intake.fixture.ts';
import { isReconciled } from './import-counts.ts';
import { toImport } from './import.repository.ts';

const KILLS = 3;

let undisturbed: TestDatabase;
let killed: TestDatabase;
beforeAll(async () => {
  undisturbed = await createTestDatabase();
  killed = await createTestDatabase();
});
afterAll(async () => {
  await undisturbed.drop();
  await killed.drop();
});

const customers = [
  '客户编号,姓名,手机,城市',
  ...Array.from(
    { length: 4_000 },
    (_, row) => `K${row % 3_700},王小${row},139${String(row).padStart(8, '0')},${row % 40 === 7 ? ',' : '深圳市'}`,
  ),
].join('\n');
const sales = [
  'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID',
  ...Array.from(
    { length: 8_000 },
    (_, row) => `${row % 4_500},P${row % 7},1,2024-01-0${(row % 9) + 1},2.5,${row % 11 === 0 ? '' : row % 300}`,
  ),
].join('\n');

const contextOf = (test: TestDatabase) =>
  systemContext(createTestServices(test.db, test.folder, { now: () => Date.now() }));

/** What both sides are told, whatever the installation's settings are. */
const SETUP = { timeZone: 'UTC', currency: 'CNY', phoneRegion: 'CN' };
const OPTIONS = ['--time-zone', 'UTC', '--currency', 'CNY', '--region', 'CN'];

const latest = async (ctx: Ctx) =>
  await ctx.db.read
    .selectFrom('import_run')
    .selectAll()
    .orderBy('id', 'desc')
    .executeTakeFirst()
    .then((row) => row && toImport(row));

/** Starts the command line on the other database and kills it at once when the import has read so many rows. */
async function killedRun(ctx: Ctx, args: readonly string[], rows: number): Promise<boolean> {
  const earlier = (await latest(ctx))?.id ?? 0;
  const isNew = args[1] !== 'resume';
  const child = spawn(process.execPath, [builtProgram('cli'), '--data', killed.folder, ...args], {
    env: { ...process.env, DATABASE_URL: killed.url, DOSSIER_KEYS: join(killed.folder, 'keys'), NODE_OPTIONS: '' },
    stdio: 'ignore',
  });
  let isOver = false;
  const ended = once(child, 'exit').then(() => (isOver = true));
  while (!isOver) {
    const record = await latest(ctx);
    if (record && (!isNew || record.id !== earlier) && record.counts.read >= rows) break;
    await sleep(2);
  }
  await sleep(Math.random() * 20);
  child.kill('SIGKILL');
  await ended;
  return (await latest(ctx))?.state === 'RUNNING';
}

describe('an import that is killed again and again', () => {
  it.each([
    ['customers', customers],
    ['purchases', sales],
  ])('ends with the same content as an undisturbed one: %s', { timeout: 180_000 }, async (kind, content) => {
    const before = contextOf(undisturbed);
    const reference = await importText(before, jobs, content, { sourceCode: kind, setup: SETUP });

    const path = join(killed.folder, `${kind}.csv`);
    writeFileSync(path, content);
    const ctx = contextOf(killed);
    let kills = 0;
    if (await killedRun(ctx, ['import', path, '--kind', kind, '--source', kind, ...OPTIONS], 1)) kills++;
    const record = await latest(ctx);
    if (!record) throw new Error('the import was not drafted');
    const publicId = ctx.publicIds.encode('imp', record.id);
    const step = reference.counts.read / KILLS;
    for (let kill = 1; kill < KILLS; kill++)
      if (await killedRun(ctx, ['import', 'resume', publicId], kill * step)) kills++;
    expect(kills).toBeGreaterThanOrEqual(2);

    const done = await waitFor(ctx, jobs, record.id, 'DONE');
    expect(done.counts).toEqual(reference.counts);
    expect(isReconciled(done.counts)).toBe(true);
    expect(await contentDigest(ctx)).toBe(await contentDigest(before));
  });
});
