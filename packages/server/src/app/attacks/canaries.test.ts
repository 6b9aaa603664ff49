import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBackup, openTable } from '../../modules/operations/backup/read-backup.ts';
import { writeBackup } from '../../modules/operations/backup/write-backup.ts';
import type { Logger } from '../../platform/log/log.ts';
import { runJobs } from '../testing/approvals.ts';
import { addCustomer } from '../testing/customers.ts';
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

it('stand nowhere after customers were compared by them either: they are opened in memory alone', async () => {
  const [phone, email] = ['+8613966554433', 'kanari.vogel@example.cn'];
  const contactPoints = [
    { type: 'PHONE', value: phone },
    { type: 'EMAIL', value: email },
  ];
  const twins = [
    await addCustomer(app, { name: '凌霄', contactPoints }),
    await addCustomer(app, { name: '凌霄', contactPoints }),
  ];
  const steward = app.ctxFor('DATA_STEWARD');
  await app.data(steward, 'mutation { matchRunStart { userErrors { code } } }');
  await runJobs(app);
  const { matchPairs } = await app.data(
    steward,
    'query ($id: ID!) { matchPairs(filter: { customerId: $id }) { nodes { customer { id } other { id } fields { field level } } } }',
    { id: twins[0] },
  );
  const pair = matchPairs.nodes.find((one: { other: { id: string } }) => one.other.id === twins[1]);
  expect(pair.fields).toEqual(
    expect.arrayContaining([
      { field: 'PHONE', level: 'EXACT' },
      { field: 'EMAIL', level: 'EXACT' },
    ]),
  );
  const compared = lookingFor([...planted.canaries, phone, phone.slice(3), email]);
  for (const [name, bytes] of Object.entries(await places())) expect([name, compared.in(bytes)]).toEqual([name, []]);
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
