import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBackup, openTable } from '../../modules/operations/backup/read-backup.ts';
import { writeBackup } from '../../modules/operations/backup/write-backup.ts';
import type { Logger } from '../../platform/log/log.ts';
import { stolenBytes, writingsOf } from '../testing/dump.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { type CanaryFinder, lookingFor } from './find-canaries.ts';
import { type Planted, plantCanaries } from './plant-canaries.fixture.ts';

/* A thousand values that stand nowhere else are said to an installation, and looked for wherever somebody might steal them. */

const logged: string[] = [];
const log: Logger = {
  info: (fields, message) => void logged.push(JSON.stringify({ ...fields, message })),
  warn: (fields, message) => void logged.push(JSON.stringify({ ...fields, message })),
  error: (fields, message) => void logged.push(JSON.stringify({ ...fields, message })),
  child: () => log,
};

let app: TestApp;
let planted: Planted;
let finder: CanaryFinder;
beforeAll(async () => {
  app = await createTestApp({ log });
  planted = await plantCanaries(app);
  finder = lookingFor(planted.canaries);
});
afterAll(async () => await app.close());

/** What can be stolen, and from where. */
async function places(): Promise<Readonly<Record<string, Buffer>>> {
  return {
    'database files and dump': await stolenBytes(app.services.db),
    'files of the data folder': filesBelow(app.services.dataFolder),
    backup: await backup(),
    log: Buffer.from(logged.join('\n')),
    errors: Buffer.from(planted.errors.join('\n')),
  };
}

function filesBelow(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Buffer.concat(files.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
}

let backups = 0;
async function backup(): Promise<Buffer> {
  const path = join(app.services.dataFolder, `backup-${++backups}.tar`);
  await writeBackup(app.services, path);
  const opened = await openBackup(path);
  const tables = await Promise.all(
    opened.manifest.tables.map(async ({ file }) => await buffer(openTable(opened, file))),
  );
  const files = await Promise.all(
    opened.manifest.files.map(async ({ file }) => await buffer(opened.entry(file).open())),
  );
  return Buffer.concat([readFileSync(path), ...tables, ...files]);
}

const found = (all: Readonly<Record<string, Buffer>>) =>
  Object.fromEntries(Object.entries(all).map(([name, bytes]) => [name, finder.in(bytes)]));

it('stand nowhere: not in the database, files, backups, logs or errors', async () => {
  expect(new Set(planted.canaries).size).toBeGreaterThanOrEqual(1_000);
  // Something was uploaded, exported, logged and refused.
  const all = await places();
  for (const [name, bytes] of Object.entries(all)) expect([name, bytes.length > 1_000]).toEqual([name, true]);
  expect(found(all)).toEqual({
    'database files and dump': [],
    'files of the data folder': [],
    backup: [],
    log: [],
    errors: [],
  });
});

it('would be found there, in each writing', async () => {
  const [canary = ''] = planted.canaries;
  const writings = writingsOf(canary);
  for (const writing of writings) expect(finder.in(Buffer.concat([Buffer.from('x'), writing]))).toEqual([canary]);
  // In each place one, and in the database a writing that is not the plain one, too.
  await app.services.db.transaction(async (trx) => {
    const rows = await trx.selectFrom('contact_point').select(['customer_id', 'id']).limit(writings.length).execute();
    for (const [i, row] of rows.entries())
      await trx
        .updateTable('contact_point')
        .set({ sealed: writings[i] ?? Buffer.alloc(0) })
        .where('customer_id', '=', row.customer_id)
        .where('id', '=', row.id)
        .execute();
  });
  app.services.log.warn({ canary }, 'said aloud');
  writeFileSync(join(app.services.dataFolder, 'left-behind'), canary);
  planted = { ...planted, errors: [...planted.errors, canary] };
  for (const hits of Object.values(found(await places()))) expect(hits).toEqual([canary]);
});
