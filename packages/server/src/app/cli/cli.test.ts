import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { giveTotp, inviteUser } from '../../modules/access/index.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { createTestServices, systemContext } from '../../platform/testing/test-context.ts';
import { commands } from './commands.ts';
import { runDossier } from './dossier.fixture.ts';
import { createProgram } from './run-cli.ts';

let test: TestDatabase;
const before = { ...process.env };

beforeAll(async () => {
  test = await createTestDatabase({ migrated: false });
  process.env['DATABASE_URL'] = test.url;
});
afterAll(async () => {
  process.env = before;
  await test.drop();
});

/** Runs a command line on the test's installation. */
const dossier = async (...args: string[]) => await runDossier(test.folder, args);
const json = async (...args: string[]) => {
  const { code, out } = await dossier(...args, '--json');
  expect(out.trimEnd().split('\n').length).toBe(1);
  return { code, ...JSON.parse(out) };
};

/** Every command with the words that call it. */
function pagesOf(command: Command, path: string): [string, Command][] {
  return [[path, command], ...command.commands.flatMap((one) => pagesOf(one, `${path} ${one.name()}`))];
}
const silent = { out: () => {}, error: () => {} };
const helpPages = pagesOf(
  createProgram(commands, { within: async () => {}, outside: async () => {} }, silent),
  'dossier',
);

describe('the command line', () => {
  it('makes the tables of a new installation', async () => {
    expect(await json('doctor', 'migrations')).toMatchObject({
      code: 0,
      checks: [{ findings: [{ level: 'WARNING' }] }],
    });
    expect(await json('migrate')).toEqual({ code: 0, migrated: ['0001-initial'] });
    expect(await dossier('migrate')).toEqual({ code: 0, out: 'The tables are up to date.\n', error: '' });
  });

  it('invites, and refuses in a sentence', async () => {
    const invited = await json(
      'user',
      'invite',
      '--email',
      'Li@Example.com',
      '--name',
      '李雷',
      '--role',
      'DATA_STEWARD',
      'VIEWER',
    );
    expect(invited).toEqual({
      code: 0,
      id: expect.stringMatching(/^usr_/),
      link: expect.stringMatching(/^http:\/\/localhost:\d+\/link#[\w-]{20,}$/),
    });
    expect(await json('user', 'invite', '--email', 'li@example.com', '--name', 'B')).toMatchObject({
      code: 1,
      errors: [{ code: 'TAKEN' }],
    });
    const again = await dossier('user', 'invite', '--email', 'li@example.com', '--name', 'B');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.error).toMatch(/^[A-Z].*\.\n$/);
    expect(await json('user', 'reset', '--email', 'nobody@example.com')).toMatchObject({
      code: 1,
      errors: [{ code: 'NOT_FOUND' }],
    });
  });

  it('takes a lost second factor away, and says so in the audit log', async () => {
    const ctx = systemContext(createTestServices(test.db, test.folder));
    const { userId } = await inviteUser(
      { ...ctx, client: { ...ctx.client, baseUrl: 'http://localhost' } },
      { email: 'lost@example.com', name: 'Lost', roles: ['DATA_STEWARD'] },
    );
    const reset = ['user', 'reset', '--email', 'lost@example.com', '--second-factor'] as const;
    expect(await json(...reset)).toMatchObject({ code: 1, errors: [{ code: 'WRONG_STATE' }] });
    await giveTotp(ctx, userId, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(await json(...reset)).toMatchObject({ code: 0, link: expect.stringMatching(/\/link#/) });
    const { read } = test.db;
    expect(await read.selectFrom('totp_factor').selectAll().execute()).toEqual([]);
    const audited = await read.selectFrom('audit_entry').select('action').where('object_id', '=', userId).execute();
    expect(audited.map(({ action }) => action)).toContain('user.secondFactorReset');
  });

  it('shows jobs', async () => {
    expect((await dossier('jobs')).out).toBe('There are no jobs.\n');
    const ctx = systemContext(createTestServices(test.db, test.folder));
    await test.db.transaction(async (trx) => await enqueue(trx, ctx, { kind: 'test.wait', payload: {} }));
    const { jobs } = await json('jobs');
    expect(jobs).toMatchObject([{ kind: 'test.wait', state: 'QUEUED', attempts: 0 }]);
    expect((await dossier('jobs')).out).toMatch(/^job_[\w-]{22} {2}QUEUED .*test\.wait\n$/);
    expect(await json('jobs', 'retry', jobs[0].id)).toMatchObject({ code: 1, errors: [{ code: 'WRONG_STATE' }] });
  });

  it('backs up, checks and restores', async () => {
    const file = join(test.folder, 'b.tar');
    expect(await json('backup', '--output', file)).toMatchObject({ code: 0, backup: { path: file, files: 0 } });
    expect(await json('backup', '--output', file)).toMatchObject({ code: 1, errors: [{ code: 'BACKUP_REFUSED' }] });
    expect(await json('restore', file, '--check')).toMatchObject({ code: 0, migrations: ['0001-initial'] });
    expect(await json('restore', file)).toMatchObject({
      code: 1,
      errors: [{ message: expect.stringContaining('--replace') }],
    });
    await dossier('user', 'invite', '--email', 'late@example.com', '--name', 'Late');
    // SQLite's file is exchanged under the test's own connection, so the command line itself must tell.
    const restored = await json('restore', file, '--replace');
    expect(restored).toMatchObject({ code: 0, sameKeys: true });
    expect(existsSync(restored.before)).toBe(true);
    expect(await json('user', 'reset', '--email', 'late@example.com')).toMatchObject({ code: 1 });
    expect(await json('user', 'reset', '--email', 'li@example.com')).toMatchObject({ code: 0 });
    expect(await json('doctor')).toMatchObject({ code: 0, healthy: true });
  });

  it.each([
    [['nonsense'], 2],
    [['user', 'invite'], 2],
    [['user', 'invite', '--email', 'a@b.cn', '--name', 'A', '--role', 'KING'], 2],
    [['jobs', 'list', '--count', 'many'], 2],
    [['doctor', 'nothing'], 2],
    [['--help'], 0],
    [['user', 'invite', '--help'], 0],
  ])('%j ends with %i', async (args, code) => {
    expect((await dossier(...args)).code).toBe(code);
  });

  it.each(helpPages)('%s --help shows what it takes, how it is used and how it can end', async (path, command) => {
    const { code, out } = await dossier(...path.split(' ').slice(1), '--help');
    expect(code).toBe(0);
    for (const part of ['Examples:\n  $ dossier ', 'Exit codes:\n  0    done', '--json ', '--data <folder>'])
      expect(out).toContain(part);
    expect(command.registeredArguments.filter(({ description }) => description === '')).toEqual([]);
    for (const { flags, description } of command.options) {
      expect(description).not.toBe('');
      expect(out).toContain(flags);
    }
    for (const argument of command.registeredArguments) expect(out).toContain(argument.description);
  });

  it('import --help shows the options of an import', async () => {
    const { out } = await dossier('import', '--help');
    for (const flag of ['--source <code>', '--map <column=TARGET>', '--dry-run', '--rejected <path>', 'undo', 'purge'])
      expect(out).toContain(flag);
    expect((await dossier('jobs', '--help')).out).toContain('--count <n>');
  });

  it('says which options and commands there are when one is wrong, also to a program', async () => {
    const option = await dossier('import', 'a.csv', '--source', 'crm', '--mpa', 'a=NAME');
    expect(option).toMatchObject({ code: 2, out: '' });
    expect(option.error).toContain("unknown option '--mpa'");
    expect(option.error).toContain('Did you mean --map?');
    expect(option.error).toMatch(/Its options are --source, --kind, .*--short-rows, --help, --json, --data\./);
    const missing = await dossier('import', 'a.csv', '--sorce', 'crm');
    expect(missing.error).toMatch(/'--source <code>' not specified\nIts options are --source, /);
    expect((await dossier('user', 'drop')).error).toContain('Its commands are invite, create, reset');
    expect(await json('user', 'invite', '--email', 'a@b.cn', '--name', 'A', '--mail', 'x')).toEqual({
      code: 2,
      errors: [{ code: 'USAGE', message: expect.stringContaining("unknown option '--mail'") }],
    });
    expect(await json('imports', '--count', '0')).toMatchObject({ code: 2, errors: [{ code: 'USAGE' }] });
    expect(await json('doctor', 'nothing')).toMatchObject({ code: 2, errors: [{ code: 'USAGE' }] });
  });

  it('says when the database cannot be reached, and ends with 3', async () => {
    process.env['DATABASE_URL'] = 'mysql://u:secret@127.0.0.1:1/x';
    const { code, error, out } = await dossier('jobs');
    process.env['DATABASE_URL'] = test.url;
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(error).toContain('127.0.0.1:1 cannot be reached');
    expect(error).not.toContain('secret');
  });
});
