import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Api, startApi } from './harness/api.ts';
import { ALL } from './harness/extent.ts';
import { customerFile } from './harness/files.ts';
import { createInstallation, type Installation, SERVER } from './harness/installation.ts';

const SIZE_MB = 24;
const ROWS = 20_000;
/** More than any buffer between sender and disk holds. */
const UPLOAD_BYTES = 8_000_000;
const CYCLES = ALL ? 5 : 1;
const CREATE =
  'mutation ($name: String!) { customerCreate(input: { kind: PERSON, name: $name }) { customer { id } userErrors { code message } } }';
/** The answer to {@link CREATE}. */
interface Created {
  customerCreate: { customer: { id: string } | null; userErrors: readonly object[] };
}
const LIST = '{ customers(first: 5) { nodes { name } totalCount } }';
/** The answer to {@link LIST}. */
interface Listed {
  customers: { nodes: readonly object[]; totalCount: number };
}

// Only the administrator of a machine mounts, and only the embedded database is on our disk.
const canMount = process.getuid?.() === 0 && process.platform === 'linux' && !SERVER;

describe.skipIf(!canMount)('the disk is full', () => {
  let mount: string;
  let installation: Installation;
  let api: Api;
  const large = mkdtempSync(join(tmpdir(), 'dossier-large-'));
  beforeAll(async () => {
    mount = mkdtempSync(join(tmpdir(), 'dossier-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m`, 'tmpfs', mount]);
    installation = await createInstallation({ within: mount });
    // One program writes at a time here: what is under test is its disk.
    api = await startApi(installation, { DOSSIER_WORKER: 'none' });
    customerFile(join(large, 'large.csv'), ROWS);
    customerFile(join(large, 'small.csv'), 1_000);
  });
  afterAll(async () => {
    await installation?.drop();
    execFileSync('umount', ['-l', mount]);
    rmSync(mount, { recursive: true, force: true });
    rmSync(large, { recursive: true, force: true });
  });
  const ballast = () => join(installation.folder, 'ballast');
  /** Fills the disk to the last page. */
  const fill = () => {
    for (let bytes = freeBytes(); bytes >= 4096; bytes = Math.floor(Math.min(bytes / 2, freeBytes()))) {
      try {
        writeFileSync(ballast(), Buffer.alloc(bytes), { flag: 'a' });
      } catch {
        // What fitted is written; the rest in smaller pieces.
      }
    }
  };
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(mount);
    return bavail * bsize;
  };

  it('an import waits and says why, reads go on, and it goes on by itself when there is room', async () => {
    const first = await installation.json('import', join(large, 'small.csv'), '--source', 'small');
    expect(first.code).toBe(0);
    const cli = installation.start('cli', ['import', join(large, 'large.csv'), '--source', 'large', '--json'], {
      LOG_LEVEL: 'warn',
    });
    await cli.until('"error":"STORAGE_FULL"', 240_000);
    const { data } = await api.ask<Listed>(LIST);
    expect(data?.customers.totalCount).toBeGreaterThan(500);
    expect(data?.customers.totalCount).toBeLessThan(ROWS);
    expect(await api.get('/healthz')).toBe(200);
    expect(cli.child.exitCode).toBe(null);

    execFileSync('mount', ['-o', 'remount,size=512m', mount]);
    const { code, out, error } = await cli.ended;
    expect(code, error).toBe(0);
    expect(JSON.parse(out).import).toMatchObject({ state: 'DONE', counts: { read: ROWS, reconciled: true } });
    expect(readdirSync(join(installation.folder, 'files')).filter((file) => file.endsWith('.part'))).toEqual([]);
    expectSound();
    expect((await installation.dossier('doctor')).code).toBe(0);
  });

  it('a file for which there is no room is refused, and nothing of it is left', async () => {
    fill();
    const before = readdirSync(join(installation.folder, 'files'));
    const { code, answer } = await installation.json('import', join(large, 'large.csv'), '--source', 'third');
    console.log(`import on a full disk: exit ${code}, ${answer.errors[0]?.code}: ${answer.errors[0]?.message}`);
    expect(code).toBe(1);
    expect(answer.errors).toEqual([{ code: 'STORAGE_FULL', message: expect.stringMatching(/disk/i) }]);
    expect(readdirSync(join(installation.folder, 'files'))).toEqual(before);
    rmSync(ballast(), { force: true });
    expectSound();
  });

  it('edits are refused with STORAGE_FULL, reads go on, all is well when there is room again', async () => {
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      fill();
      let refused: unknown;
      // A few edits may still fit into pages that are there.
      for (let edit = 0; edit < 200 && refused === undefined; edit++) {
        const { data, status } = await api.ask<Created>(CREATE, { name: `满 ${cycle} ${edit} ${'长'.repeat(180)}` });
        expect(status).toBe(200);
        if (data?.customerCreate.customer === null) refused = data.customerCreate.userErrors;
      }
      expect(refused).toEqual([{ code: 'STORAGE_FULL', message: expect.any(String) }]);
      expect((await api.ask<Listed>(LIST)).data?.customers.nodes.length).toBe(5);
      expect(await api.get('/healthz')).toBe(200);
      const upload = await api.upload('x.csv', Buffer.alloc(UPLOAD_BYTES, '王,1\n'));
      expect(upload).toMatchObject({
        status: 507,
        body: { error: { code: 'STORAGE_FULL', message: expect.any(String) } },
      });
      expect(readdirSync(join(installation.folder, 'files')).filter((file) => file.endsWith('.part'))).toEqual([]);
      rmSync(ballast(), { force: true });
      const after = await api.ask<Created>(CREATE, { name: '又好了' });
      expect(after.data?.customerCreate).toMatchObject({ userErrors: [] });
      expectSound();
    }
  });

  it('a server that starts on a full disk says so in a sentence', async () => {
    fill();
    const other = await createInstallation({ env: { DOSSIER_DATA: join(mount, 'new') } });
    try {
      const ended = await other.start('main', [], { DATABASE_URL: `sqlite:${join(mount, 'new', 'd.sqlite')}` }).ended;
      expect(ended.code).toBe(1);
      expect(ended.error.trim().split('\n')).toEqual([expect.stringMatching(/disk/i)]);
    } finally {
      rmSync(ballast(), { force: true });
      await other.drop();
    }
  });

  function expectSound(): void {
    const database = new DatabaseSync(join(installation.folder, 'dossier.sqlite'), { timeout: 10_000 });
    expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    database.close();
  }
});
