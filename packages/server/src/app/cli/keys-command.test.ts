import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { runDossier } from './dossier.fixture.ts';
import { openInstallation, readCommandConfig } from './open-services.ts';

let test: TestDatabase;
const before = { ...process.env };
const inFolder = (...path: string[]) => join(test.folder, ...path);

beforeAll(async () => {
  test = await createTestDatabase({ migrated: false });
  process.env['DATABASE_URL'] = test.url;
  await dossier('migrate');
});
afterAll(async () => {
  process.env = before;
  await test.drop();
});

const dossier = async (...args: string[]) => await runDossier(test.folder, args);
const json = async (...args: string[]) => {
  const { code, out } = await dossier(...args, '--json');
  return { code, ...JSON.parse(out) };
};
const keys = async (subjectIds: readonly number[]) => {
  const { services } = await openInstallation(readCommandConfig({ DOSSIER_DATA: test.folder }));
  const ring = await services.keyStore.ensure(subjectIds);
  const found = subjectIds.map((id) => ring.current(id)?.key.export().toString('hex'));
  await services.close();
  return found;
};

describe('dossier keys', () => {
  it('rotates the master key and says what there is', async () => {
    const ids = Array.from({ length: 700 }, (_, i) => i + 1);
    const made = await keys(ids);
    expect(await json('keys', 'status')).toMatchObject({
      code: 0,
      masterVersion: 1,
      masterVersions: [{ version: 1, keys: 700 }],
      indexVersions: [{ version: 1, current: true }],
      recovery: { state: 'NOT_EXPORTED' },
    });
    expect(await json('doctor', 'keys')).toMatchObject({
      checks: [{ findings: [{ level: 'NOTE', message: expect.stringContaining('No recovery file was written yet') }] }],
    });
    const { code, out } = await dossier('keys', 'rotate');
    expect([code, out]).toEqual([
      0,
      'Master key 2 is in use: 700 keys wrapped anew. Write a new recovery file: `dossier keys export-recovery`.\n',
    ]);
    expect(await json('keys', 'rotate', '--index')).toMatchObject({ code: 0, what: 'INDEX', version: 2 });
    expect(await json('keys', 'rotate', '--customers')).toMatchObject({ code: 0, what: 'DATA', version: 2 });
    expect(await json('keys', 'status')).toMatchObject({
      masterVersion: 2,
      masterVersions: [
        { version: 1, keys: 0 },
        { version: 2, keys: 700 },
      ],
      indexVersions: [{ version: 2, current: true }],
    });
    expect(await keys(ids)).toEqual(made);
  });

  it('writes a recovery file once, and has the keys back from it', async () => {
    const made = await keys([1, 2]);
    const file = inFolder('dossier.recovery');
    const { passphrase, ...exported } = await json('keys', 'export-recovery', '--output', file);
    expect(exported).toEqual({ code: 0, path: file, master: [1, 2], index: [2] });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await json('keys', 'status')).toMatchObject({ recovery: { state: 'EXPORTED' } });
    expect(await json('doctor', 'keys')).toMatchObject({ code: 0, checks: [{ findings: [] }] });
    expect((await dossier('keys', 'export-recovery', '--output', file)).error).toContain('exists already');

    rmSync(inFolder('keys', 'master.key'));
    expect((await dossier('keys', 'status')).error).toMatch(/master\.key is missing: put it back/);
    expect(await json('doctor', 'keys')).toMatchObject({ code: 1, healthy: false });
    const typed = inFolder('passphrase');
    writeFileSync(typed, 'not the passphrase at all');
    expect(await json('keys', 'import-recovery', file, '--passphrase-file', typed)).toMatchObject({
      code: 1,
      errors: [{ code: 'RECOVERY_REFUSED' }],
    });
    writeFileSync(typed, `${String(passphrase).toLowerCase()}\n`);
    expect(await json('keys', 'import-recovery', file, '--passphrase-file', typed)).toEqual({
      code: 0,
      master: [1, 2],
      index: [],
    });
    expect(await keys([1, 2])).toEqual(made);
  });

  it('takes a passphrase of one’s own, unless it is short', async () => {
    const own = inFolder('own');
    writeFileSync(own, 'fifteen letters');
    const args = ['keys', 'export-recovery', '--passphrase-file', own, '--output'];
    expect((await dossier(...args, inFolder('short.recovery'))).error).toContain('expected at least 16 characters');
    writeFileSync(own, 'sixteen letters!');
    const { out } = await dossier(...args, inFolder('own.recovery'));
    expect(out).toContain('own.recovery holds 2 master keys and 1 index key.');
    expect(out).not.toContain('sixteen');
    expect(readFileSync(inFolder('own.recovery'), 'utf8')).not.toContain('sixteen');
  });
});
