import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intakeJobs as jobs } from '../../../app/jobs.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import { type Database, openDatabase } from '../../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../../platform/database/database-url.ts';
import { startJobRunner } from '../../../platform/jobs/job-runner.ts';
import { type CuttableLine, openCuttableLine } from '../../../platform/testing/cuttable-line.ts';
import { createTestDatabase, type TestDatabase, testEngine } from '../../../platform/testing/test-database.ts';
import { createTestServices, systemContext } from '../../../platform/testing/test-context.ts';
import { contentDigest, importText, upload } from '../intake.fixture.ts';
import { startImport } from './control-import.ts';
import { createImport } from './create-import.ts';
import { findImport } from './import.repository.ts';

const AWAY_MS = 3_000;

const customers = [
  '客户编号,姓名,手机',
  ...Array.from({ length: 6_000 }, (_, row) => `K${row},王小${row},139${String(row).padStart(8, '0')}`),
].join('\n');

// The embedded database cannot go away.
describe.skipIf(testEngine() === 'sqlite')('an import whose database goes away', () => {
  let undisturbed: TestDatabase;
  let test: TestDatabase;
  let line: CuttableLine;
  let db: Database;
  beforeAll(async () => {
    undisturbed = await createTestDatabase();
    test = await createTestDatabase();
    line = await openCuttableLine(test.url);
    db = openDatabase(parseDatabaseUrl(line.url));
  });
  afterAll(async () => {
    await db.close();
    await line.cut();
    await test.drop();
    await undisturbed.drop();
  });

  it('waits, goes on by itself, and ends with the same content', { timeout: 90_000 }, async () => {
    const other = systemContext(createTestServices(undisturbed.db, undisturbed.folder, { now: () => Date.now() }));
    const reference = await importText(other, jobs, customers, { sourceCode: 'crm' });
    const services = createTestServices(db, test.folder, { now: () => Date.now() });
    const ctx = systemContext(services);
    const id = await createImport(ctx, { fileId: await upload(ctx, customers), sourceCode: 'crm' });
    await startImport(ctx, id);
    const runner = startJobRunner({
      services,
      definitions: jobs,
      actorOf: async () => ({ actor: SYSTEM, locale: 'en' }),
      pollMs: 10,
    });
    const read = async () => (await findImport(test.db.read, id))?.counts.read ?? 0;
    while ((await read()) < 1_000) await sleep(2);
    await line.cut();
    await sleep(AWAY_MS);
    const there = await read();
    expect(there).toBeLessThan(6_000);
    await line.mend();
    for (let state = 'RUNNING'; state !== 'DONE'; state = (await findImport(test.db.read, id))?.state ?? '') {
      expect(state).toBe('RUNNING');
      await sleep(20);
    }
    await runner.stop();
    expect((await findImport(test.db.read, id))?.counts).toEqual(reference.counts);
    expect(await contentDigest(ctx)).toBe(await contentDigest(other));
  });
});
