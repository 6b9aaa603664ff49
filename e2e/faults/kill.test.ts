import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalLines } from './harness/canonical.ts';
import { ALL, random, rounds, SEED } from './harness/extent.ts';
import { customerFile, purchaseFile } from './harness/files.ts';
import { createInstallation, type Installation, type Running } from './harness/installation.ts';
import type { Reader } from './harness/reader.ts';

const ROWS = ALL ? 5_000 : 3_000;
const folder = mkdtempSync(join(tmpdir(), 'dossier-kill-'));
beforeAll(() => {
  console.log(`seed ${SEED}`);
  customerFile(join(folder, 'customers.csv'), ROWS);
  purchaseFile(join(folder, 'purchases.csv'), ROWS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Who takes a killed import up again. */
const HEIRS = ['the command line', 'a server, whose worker is killed too', 'a server that is killed, then another'];

describe.each([
  // The quick part tries one heir each.
  ['customers', rounds(10, 1), 1],
  ['purchases', rounds(10, 1), 0],
])('kill -9 in the middle of an import of %s', (kind, times, firstHeir) => {
  const command = ['import', join(folder, `${kind}.csv`), '--kind', kind, '--source', 'shop', '--json'];
  let expected: string[];
  /** What the product shows of all customers. */
  let shown: string[];
  let counts: object;
  /** How long an undisturbed import takes, one batch of it, and the whole program (ms). */
  let takes: { running: number; batch: number; all: number };

  beforeAll(async () => {
    const installation = await createInstallation();
    const begun = performance.now();
    const cli = installation.start('cli', command);
    const running = await untilRead(installation, cli, 0);
    const { code, out, error } = await cli.ended;
    const end = performance.now();
    expect(code, error).toBe(0);
    ({ counts } = JSON.parse(out).import);
    const reader = await installation.reader();
    const [batches] = await reader.all(`select count(*) as n from audit_entry where action = 'import.applied'`);
    takes = { running: end - running, batch: (end - running) / Number(batches?.['n']), all: end - begun };
    console.log(
      `undisturbed: ${batches?.['n']} batches in ${Math.round(takes.running)} of ${Math.round(takes.all)} ms`,
    );
    expected = await canonicalLines(reader);
    await reader.close();
    shown = await shownLines(installation);
    await installation.drop();
    expect(expected.length).toBeGreaterThan(ROWS);
  });

  it.each(
    Array.from({ length: times }, (_, round) => ({ round, heir: HEIRS[(round + firstHeir) % HEIRS.length] ?? '' })),
  )('round $round, taken up by $heir: nothing lost, nothing twice', async ({ round, heir }) => {
    const installation = await createInstallation();
    try {
      const cli = installation.start('cli', command);
      if (round % 5 === 4) {
        // Any moment at all: while the program starts, makes its tables, takes the file in.
        await Promise.race([cli.ended, sleep(random() * takes.all * 0.7)]);
      } else {
        await untilRead(installation, cli, random() * ROWS * 0.75);
        await Promise.race([cli.ended, sleep(random() * takes.batch)]);
      }
      await cli.kill();
      const killedAt = await standOf(installation);
      const kills = 1 + (await takeUp(installation, heir, command));
      const after = await standOf(installation);
      console.log(`${kind}, round ${round}: killed at ${killedAt.state} ${killedAt.read}, ${kills} kills in all`);
      expect(after.state).toBe('DONE');
      const reader = await installation.reader();
      const [row] = await reader.all(`select counts from import_run where state = 'DONE'`);
      const told = await reader.all(`select detail from audit_entry where action = 'import.applied'`);
      const lines = await canonicalLines(reader);
      await reader.close();
      expect(counts).toMatchObject(JSON.parse(String(row?.['counts'])));
      const audited = told.map(({ detail }) => JSON.parse(String(detail)).read as number);
      expect(audited.reduce((sum, read) => sum + read, 0)).toBe(after.read);
      // A killed program may leave a draft behind that nobody started, and its file.
      const compared = (all: readonly string[]) => all.filter((line) => !/state="(DRAFT|READABLE)"/.test(line));
      expect(compared(lines)).toEqual(compared(expected));
      expect(await shownLines(installation)).toEqual(shown);
      const doctor = await installation.dossier('doctor');
      expect(doctor.code, doctor.out + doctor.error).toBe(0);
    } finally {
      await installation.drop();
    }
  });

  /** Lets the heir finish the import, with more kills of its own. @returns how many there were */
  async function takeUp(installation: Installation, heir: string, again: readonly string[]): Promise<number> {
    const stand = await standOf(installation);
    if (stand.state === 'DONE') return 0;
    if (stand.state === 'NONE' || stand.state === 'DRAFT') {
      const { code, error } = await installation.start('cli', again).ended;
      expect(code, error).toBe(0);
      return 0;
    }
    if (heir === HEIRS[0]) {
      const { answer } = await installation.json('imports');
      const resumed = installation.start('cli', ['import', 'resume', answer.imports[0]?.id ?? '']);
      await Promise.race([resumed.ended, sleep(takes.all - takes.running + random() * takes.running * 0.3)]);
      await resumed.kill();
      if ((await standOf(installation)).state === 'DONE') return 1;
      const { code, error } = await installation.dossier('import', 'resume', answer.imports[0]?.id ?? '');
      expect(code, error).toBe(0);
      return 1;
    }
    const server = installation.start('main');
    await server.until('Dossier is running');
    await sleep(random() * takes.running * 0.5);
    if (heir === HEIRS[1]) await killWorker(server);
    else await server.kill();
    const heirs = heir === HEIRS[1] ? server : installation.start('main');
    for (const end = Date.now() + 120_000; (await standOf(installation)).state !== 'DONE'; await sleep(100)) {
      if (Date.now() > end)
        throw new Error(`the import does not go on: ${await situationOf(installation)}\n${heirs.said()}`);
    }
    heirs.child.kill('SIGTERM');
    await heirs.ended;
    return 1;
  }
});

/** Kills the worker that a server started; the server starts another. */
async function killWorker(server: Running): Promise<void> {
  const { readFileSync, readdirSync } = await import('node:fs');
  const parentOf = (pid: string) => {
    try {
      return / [A-Z] (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1) ?? '')?.[1];
    } catch {
      return undefined;
    }
  };
  const workers = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === String(server.child.pid));
  for (const pid of workers) process.kill(Number(pid), 'SIGKILL');
}

/** Where the import stands, seen from outside; NONE when there is no import or no database yet. */
async function standOf(installation: Installation): Promise<{ state: string; read: number }> {
  let reader: Reader | undefined;
  try {
    reader = await installation.reader();
    const [row] = await reader.all('select state, counts from import_run order by id desc limit 1');
    if (!row) return { state: 'NONE', read: 0 };
    return { state: String(row['state']), read: JSON.parse(String(row['counts'])).read };
  } catch {
    return { state: 'NONE', read: 0 };
  } finally {
    await reader?.close();
  }
}

/** What a person would look at when an import stands still. */
async function situationOf(installation: Installation): Promise<string> {
  const reader = await installation.reader();
  const jobs = await reader.all('select id, kind, state, attempts, steps, lease_owner, lease_until, problem from job');
  await reader.close();
  return JSON.stringify({ now: Date.now(), jobs });
}

/** Waits until an import runs and has taken more than so many rows over. @returns the moment, in ms of performance.now() */
async function untilRead(installation: Installation, cli: Running, rows: number): Promise<number> {
  while (cli.child.exitCode === null) {
    const { state, read } = await standOf(installation);
    if ((state === 'RUNNING' && read >= rows) || state === 'DONE') break;
    await sleep(10);
  }
  return performance.now();
}

/** What is sealed in the database, as the product shows it: all customers, without their numbers, in some order. */
async function shownLines(installation: Installation): Promise<string[]> {
  const path = join(installation.folder, 'shown.csv');
  const columns = 'NAME,PHONE,EMAIL,WECHAT,OTHER_CONTACT,ADDRESS';
  const { code, error } = await installation.dossier('export', path, '--columns', columns);
  expect(code, error).toBe(0);
  const [, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  return lines.map((line) => line.slice(line.indexOf(',') + 1)).toSorted();
}
