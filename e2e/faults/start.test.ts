import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInstallation, type Ended, type Installation, run } from './harness/installation.ts';
import { DIST } from './harness/root.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
let installation: Installation;
beforeAll(async () => {
  installation = await createInstallation();
  expect((await installation.dossier('migrate')).code).toBe(0);
});
afterAll(async () => await installation.drop());

/** One sentence for a person: a capital, a full stop or a closing hint, no stack. */
function expectOneSentence({ out, error }: Ended, pattern: RegExp): void {
  expect(out).toBe('');
  const lines = error.trim().split('\n');
  expect(lines.length, error).toBe(1);
  expect(lines[0]).toMatch(/^[A-Z/]/);
  expect(lines[0]).toMatch(pattern);
  expect(error).not.toMatch(/\n\s+at /);
}

describe('what keeps the product from starting is said in one sentence, with an exit code', () => {
  it('port taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const ended = await installation.start('main', [], { PORT: port }).ended;
    other.close();
    expect(ended.code).toBe(1);
    expectOneSentence(ended, new RegExp(`^Port ${port} is taken by another program`));
  });

  it.each([
    ['main', 1],
    ['worker', 1],
    ['cli', 1],
  ] as const)('wrong DATABASE_URL: %s', async (program, code) => {
    const ended = await installation.start(program, program === 'cli' ? ['imports'] : [], {
      DATABASE_URL: 'postgres://u:secret@h/d',
    }).ended;
    expect(ended.code).toBe(code);
    expectOneSentence(ended, /^DATABASE_URL is wrong: "postgres:" is not a known engine; expected sqlite:/);
    expect(ended.error).not.toContain('secret');
  });

  it.each([
    ['main', 1],
    ['cli', 3],
  ] as const)('nobody at DATABASE_URL: %s', async (program, code) => {
    const ended = await installation.start(program, program === 'cli' ? ['imports'] : [], {
      DATABASE_URL: 'mysql://u:secret@127.0.0.1:9/d',
    }).ended;
    expect(ended.code).toBe(code);
    expectOneSentence(ended, /^The database server at 127\.0\.0\.1:9 cannot be reached/);
    expect(ended.error).not.toContain('secret');
  });

  it.skipIf(!isRoot && process.platform === 'win32').each(['main', 'cli'] as const)(
    'read-only data folder: %s',
    async (program) => {
      const data = join(installation.folder, `read-only-${program}`);
      mkdirSync(data);
      if (isRoot) chownSync(data, NOBODY, NOBODY);
      chmodSync(data, 0o500);
      const ended = await run(
        process.execPath,
        [join(DIST, `${program}.js`), ...(program === 'cli' ? ['imports'] : [])],
        { ...installation.env, DOSSIER_DATA: data, DATABASE_URL: `sqlite:${join(data, 'dossier.sqlite')}` },
        // The administrator of the machine may write anywhere.
        isRoot ? { uid: NOBODY, gid: NOBODY } : {},
      ).ended;
      expect(ended.code).toBe(1);
      expectOneSentence(ended, /^The folder \/.* cannot be written to \(EACCES\)/);
    },
  );

  it('tables of a newer program', async () => {
    const reader = await installation.reader();
    await reader.run(
      `insert into migration (name, executed_at) values ('9999-from-the-future', '2030-01-01 00:00:00')`,
    );
    const before = await reader.all('select name from migration order by name');
    for (const [program, args] of [
      ['main', []],
      ['worker', []],
      ['cli', ['import', 'x.csv', '--source', 'x']],
      ['cli', ['migrate']],
    ] as const) {
      const ended = await installation.start(program, args).ended;
      expect(ended.code).toBe(1);
      expectOneSentence(ended, /^The database was written by a newer Dossier \(it has 9999-from-the-future\)/);
    }
    expect(await reader.all('select name from migration order by name')).toEqual(before);
    await reader.run(`delete from migration where name = '9999-from-the-future'`);
    await reader.close();
    expect((await installation.dossier('imports')).code).toBe(0);
  });
});

it('a command whose reader stops before the end, as head does, ends as if it had been read', async () => {
  const begun = installation.start('cli', ['--help']);
  begun.child.stdout?.destroy();
  const { code, error } = await begun.ended;
  expect([code, error]).toEqual([0, '']);
});
