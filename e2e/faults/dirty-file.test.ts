import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL } from './harness/extent.ts';
import { createInstallation, type Installation, type Running } from './harness/installation.ts';

const ROWS = ALL ? 20_000 : 5_000;
const LONG = 500_000;
/** RSS of the whole program, in MB: the issue allows an import 400. */
const MOST_MB = 400;

const folder = mkdtempSync(join(tmpdir(), 'dossier-dirty-'));
let installation: Installation;
beforeAll(async () => {
  installation = await createInstallation();
});
afterAll(async () => {
  await installation.drop();
  rmSync(folder, { recursive: true, force: true });
});

const good = (row: number) =>
  `D${row},王小${row % 997},139${String(10_000_000 + row).slice(-8)},d${row}@example.com,1990-01-${String(1 + (row % 28)).padStart(2, '0')}`;

/** Ten kinds of dirt, one in a hundred rows each, and what is to become of the row. */
const DIRT: readonly { of: (row: number) => string; becomes: 'rejected' | 'flagged' | 'created' | 'repeated' }[] = [
  { of: (row) => `${good(row)},多,余`, becomes: 'rejected' },
  { of: (row) => `D${row},王五`, becomes: 'rejected' },
  { of: () => ',无,-,N/A,', becomes: 'rejected' },
  { of: (row) => `D${row},"王五"六,13900139000,x@example.com,1990-01-01`, becomes: 'rejected' },
  { of: (row) => good(row).replace(/139\d{8}/, '139 12'), becomes: 'flagged' },
  { of: (row) => good(row).replace('@example.com', '#example'), becomes: 'flagged' },
  { of: (row) => good(row).replace(/1990-01-\d\d/, '1990-13-45'), becomes: 'flagged' },
  { of: (row) => good(row).replace(/,d\d+@example\.com,/, ',无,'), becomes: 'created' },
  { of: (row) => good(row).replace('王小', '  王 小 '), becomes: 'created' },
  { of: (row) => good(row - 1), becomes: 'repeated' },
];

function dirtyFile(path: string, rows: number): Record<string, number> {
  const counts = { read: rows, created: 0, updated: 0, unchanged: 0, rejected: 0, customers: 0, warnings: 0 };
  const lines = ['客户编号,姓名,手机,邮箱,生日'];
  for (let row = 0; row < rows; row++) {
    const dirt = row % 10 === 5 ? DIRT[Math.floor(row / 10) % DIRT.length] : undefined;
    lines.push(dirt ? dirt.of(row) : good(row));
    const becomes = dirt?.becomes ?? 'created';
    if (becomes === 'rejected') counts.rejected++;
    else if (becomes === 'repeated') counts.unchanged++;
    else counts.created++;
    if (becomes === 'flagged') counts.warnings++;
  }
  counts.customers = counts.created;
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return counts;
}

describe('a file of which one row in ten is dirty', () => {
  it('is counted exactly, the same in a dry run, and every rejected row can be had back', async () => {
    const path = join(folder, 'dirty.csv');
    const expected = dirtyFile(path, ROWS);
    const rejected = join(folder, 'rejected.csv');
    const dry = await installation.json('import', path, '--source', 'dirty', '--dry-run');
    expect({ code: dry.code, counts: dry.answer.import.counts }).toMatchObject({ code: 0, counts: expected });
    const reader = await installation.reader();
    expect(await reader.all('select id from customer')).toEqual([]);
    const run = await installation.json('import', path, '--source', 'dirty', '--rejected', rejected);
    expect(run.answer.import.counts).toEqual({ ...dry.answer.import.counts });
    expect(await reader.all(`select count(*) as n from customer where status = 'ACTIVE'`)).toEqual([
      { n: expected['created'] },
    ]);
    await reader.close();
    // A header, and every rejected row; none holds a line break of its own.
    expect(readFileSync(rejected, 'utf8').trimEnd().split('\r\n').length).toBe(1 + (expected['rejected'] ?? 0));
    console.log(JSON.stringify(run.answer.import.counts), `${run.answer.import.seconds} s`);
  });

  it.runIf(ALL)('takes no more memory for half a million rows', async () => {
    const path = join(folder, 'long.csv');
    const expected = dirtyFile(path, LONG);
    const cli = installation.start('cli', ['import', path, '--source', 'long', '--no-keys', '--json']);
    const samples = await memoryUntilEnded(cli);
    const { code, out, error } = await cli.ended;
    expect(code, error).toBe(0);
    expect(JSON.parse(out).import.counts).toMatchObject(expected);
    const middle = samples.slice(Math.floor(samples.length / 4), Math.floor(samples.length / 2));
    const last = samples.slice(Math.floor((samples.length * 3) / 4));
    const most = (of: readonly number[]) => Math.max(...of);
    console.log(
      `${LONG} rows: RSS at most ${most(samples)} MB; second quarter ${most(middle)}, last ${most(last)} MB; ${JSON.parse(out).import.seconds} s`,
    );
    expect(most(samples)).toBeLessThan(MOST_MB);
    expect(most(last)).toBeLessThan(most(middle) * 1.25);
  });
});

/** RSS in MB, five times a second. */
async function memoryUntilEnded(running: Running): Promise<number[]> {
  const samples: number[] = [];
  while (running.child.exitCode === null) {
    try {
      const pages = Number(readFileSync(`/proc/${running.child.pid}/statm`, 'utf8').split(' ')[1]);
      samples.push(Math.round((pages * 4096) / 1024 ** 2));
    } catch {
      break;
    }
    await sleep(200);
  }
  return samples;
}
