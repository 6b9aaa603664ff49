import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileWrapper } from '../platform/crypto/key-store/file-wrapper.ts';
import { createKeyStore } from '../platform/crypto/key-store/key-store.ts';
import { SchemaTooNew } from '../platform/database/migrate.ts';
import { parseDatabaseUrl } from '../platform/database/database-url.ts';
import { builtProgram } from '../platform/testing/built-entry-url.ts';
import { startProblem } from './start-problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts the server as a process and returns how it ended and what it said. */
async function start(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [builtProgram('main')], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      DOSSIER_DATA: join(folder, 'data'),
      PORT: '0',
      LOG_LEVEL: 'silent',
      DOSSIER_WORKER: 'none',
      ...env,
    },
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, said: said.trim() };
}

describe('a server that cannot start says why in a sentence', () => {
  it('when several variables are wrong', async () => {
    const { code, said } = await start({ PORT: 'many', DATABASE_URL: 'oracle://x' });
    expect(code).toBe(1);
    expect(said).toBe(
      'PORT is "many"; expected a whole number from 0 to 65535\nDATABASE_URL is wrong: "oracle:" is not a known engine; expected sqlite:<path>, mysql://user:password@host:port/database or mariadb://… the same way',
    );
  });

  it('when others may read the master key, and when it is missing', async () => {
    const keys = join(folder, 'keys');
    const wrapper = createFileWrapper(join(keys, 'master.key'), Date.now);
    const address = { engine: 'sqlite' as const, path: join(keys, 'subjects.sqlite') };
    const store = createKeyStore({ address, wrapper, now: Date.now });
    await store.ready();
    await store.close();
    chmodSync(join(keys, 'master.key'), 0o644);
    expect(await start({ DOSSIER_KEYS: keys })).toEqual({
      code: 1,
      said: `${keys}/master.key can be read by others on this machine: run \`chmod 600 ${keys}/master.key\`, and rotate the keys if they may have been.`,
    });
    rmSync(join(keys, 'master.key'));
    expect(await start({ DOSSIER_KEYS: keys })).toEqual({
      code: 1,
      said: `${keys}/master.key is missing: put it back from your copy, or run \`dossier keys import-recovery\`. Without it no sealed value can be opened.`,
    });
  });

  it('when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const ended = await start({ PORT: port });
    other.close();
    expect(ended).toEqual({
      code: 1,
      said: `Port ${port} is taken by another program: stop it, or choose another port with PORT.`,
    });
  });

  it('when the database server is not there', async () => {
    const { code, said } = await start({ DATABASE_URL: 'mysql://root:secret@127.0.0.1:9/dossier' });
    expect([code, said]).toEqual([
      1,
      'The database server at 127.0.0.1:9 cannot be reached (ECONNREFUSED): check DATABASE_URL and that it runs.',
    ]);
  });

  it('when the database is something else', async () => {
    const file = join(folder, 'letter.sqlite');
    writeFileSync(file, 'Dear customer, '.repeat(500));
    const { code, said } = await start({ DATABASE_URL: `sqlite:${file}` });
    expect([code, said]).toEqual([1, `${file} is not a database of Dossier, or it is damaged: restore a backup.`]);
  });

  // The administrator of the machine may write anywhere.
  it.skipIf(process.getuid?.() === 0)('when the data folder is read-only', async () => {
    const data = join(folder, 'read-only');
    mkdirSync(data);
    chmodSync(data, 0o500);
    const { code, said } = await start({ DOSSIER_DATA: data, DOSSIER_KEYS: join(folder, 'keys') });
    expect([code, said]).toEqual([
      1,
      `The folder ${data} cannot be written to (EACCES): give this user the right to, or choose another one with DOSSIER_DATA.`,
    ]);
  });
});

describe('startProblem', () => {
  const mysql = parseDatabaseUrl('mysql://crm:secret@db.example:3307/crm');
  const sqlite = parseDatabaseUrl('sqlite:/srv/data/dossier.sqlite');
  const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

  it.each([
    [
      new SchemaTooNew(['0009-later']),
      mysql,
      'The database was written by a newer Dossier (it has 0009-later): install that version or restore an older backup.',
    ],
    [
      withCode('ER_ACCESS_DENIED_ERROR'),
      mysql,
      'The database server at db.example:3307 refuses the user "crm": check the user and password in DATABASE_URL.',
    ],
    [withCode('ER_BAD_DB_ERROR'), mysql, 'The database "crm" does not exist at db.example:3307: create it (utf8mb4).'],
    [withCode('ER_DBACCESS_DENIED_ERROR'), mysql, 'The user "crm" may not use the database "crm" at db.example:3307.'],
    [
      withCode('ENOTFOUND'),
      mysql,
      'The database server at db.example:3307 cannot be reached (ENOTFOUND): check DATABASE_URL and that it runs.',
    ],
    [new Error('database or disk is full'), sqlite, 'The disk is full: the database cannot be written to.'],
    [
      new Error('attempt to write a readonly database'),
      sqlite,
      '/srv/data/dossier.sqlite cannot be written to: give this user the right to.',
    ],
    [
      new Error('unable to open database file'),
      sqlite,
      '/srv/data/dossier.sqlite cannot be opened: check DATABASE_URL and the rights of the folder.',
    ],
    [new TypeError('undefined is not a function'), sqlite, undefined],
  ])('%s', (error, database, sentence) => {
    expect(startProblem(error, database)).toBe(sentence);
  });
});
