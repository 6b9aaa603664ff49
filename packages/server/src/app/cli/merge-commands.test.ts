import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/test-database.ts';
import { runDossier } from './dossier.fixture.ts';

let test: TestDatabase;
let numbers: readonly string[];
const before = { ...process.env };

const PEOPLE = [
  'crm,A1,王安娜,13800138001,1990-01-02',
  'crm,A2,李本,13900139002,1985-05-06',
  'crm,A3,赵卡尔,13700137003,1979-09-10',
];
const SHOP = ['shop,S1,王安娜,13800138001,', 'shop,S2,李大本,13900139002,', 'shop,S3,孙朵拉,13600136004,'];
const HEAD = '客户编号,姓名,手机,出生日期';

beforeAll(async () => {
  test = await createTestDatabase({ migrated: false });
  process.env['DATABASE_URL'] = test.url;
  for (const [source, rows] of [
    ['crm', PEOPLE],
    ['shop', SHOP],
  ] as const) {
    const path = join(test.folder, `${source}.csv`);
    writeFileSync(path, [HEAD, ...rows.map((row) => row.slice(row.indexOf(',') + 1))].join('\n'));
    expect((await json('import', path, '--source', source, '--no-keys')).code).toBe(0);
  }
  const rows = await test.db.read.selectFrom('customer').select(['name', 'number']).orderBy('number').execute();
  expect(rows.map(({ name }) => name)).toEqual(['王安娜', '李本', '赵卡尔', '王安娜', '李大本', '孙朵拉']);
  numbers = rows.map(({ number }) => number);
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
const number = (place: number) => numbers[place] ?? '';
/** Name and status by place. */
async function shown(...places: readonly number[]): Promise<(string | null)[][]> {
  const rows = await test.db.read.selectFrom('customer').select(['name', 'number', 'status']).execute();
  return places.map((place) => {
    const row = rows.find((one) => one.number === number(place));
    return [row?.name ?? null, row?.status ?? null];
  });
}

describe('merging on the command line', () => {
  it('shows what a merge will come to, does it, and gives it back', async () => {
    const preview = await json('merge', number(1), number(4), '--dry-run');
    expect(preview).toMatchObject({
      code: 0,
      preview: { conflicts: [], moved: { records: 1, orders: 0, consents: 0 } },
    });
    const phone = preview.preview.fields.find(({ field }: { field: string }) => field === 'PHONE');
    expect(phone.shown).toMatchObject([{ value: '+8613900139002' }]);
    expect(await shown(1, 4)).toEqual([
      ['李本', 'ACTIVE'],
      ['李大本', 'ACTIVE'],
    ]);
    const merged = await dossier('merge', number(1).toLowerCase(), number(4), '--reason', 'the same');
    expect(merged).toMatchObject({ code: 0, error: '' });
    expect(merged.out).toBe(
      `${number(4)} is part of ${number(1)} now.\nWent along: 1 source record, 0 orders, 0 entries of the consent ledger.\n`,
    );
    expect(await shown(4)).toEqual([[null, 'MERGED']]);
    expect(await json('merge', number(1), number(4))).toMatchObject({ code: 1, errors: [{ code: 'WRONG_STATE' }] });
    const foreseen = await json('unmerge', number(4), '--dry-run');
    expect(foreseen.preview.things).toEqual([]);
    expect(foreseen.preview.released).toContainEqual({
      field: 'NAME',
      shown: [{ value: '李大本', number: number(4), source: 'shop' }],
      losing: [],
    });
    expect(await json('unmerge', number(4))).toMatchObject({
      code: 0,
      operation: { kind: 'UNMERGE', customer: number(1), others: [number(4)], state: 'DONE', moved: { records: 1 } },
    });
    expect(await shown(1, 4)).toEqual([
      ['李本', 'ACTIVE'],
      ['李大本', 'ACTIVE'],
    ]);
  });

  it('merges what a file says, and once only', async () => {
    const path = join(test.folder, 'same.csv');
    const lines = [`${number(3)},${number(0)}`, `${number(4)},${number(1)}`, `C99999999,${number(0)}`];
    writeFileSync(path, ['customer,into', ...lines].join('\n'));
    expect(await json('merge', 'file', path, '--dry-run')).toMatchObject({ code: 1, done: 2, refused: 1 });
    expect(await shown(3)).toEqual([['王安娜', 'ACTIVE']]);
    expect(await json('merge', 'file', path)).toEqual({
      code: 1,
      done: 2,
      already: 0,
      refused: 1,
      lines: [{ line: 4, message: 'There is no customer C99999999.' }],
    });
    expect(await json('merge', 'file', path)).toMatchObject({ done: 0, already: 2, refused: 1 });
    expect(await shown(3, 4)).toEqual([
      [null, 'MERGED'],
      [null, 'MERGED'],
    ]);
    const back = join(test.folder, 'back.csv');
    writeFileSync(back, ['customer', `${number(3)},`].join(',\n'));
    expect(await json('unmerge', 'file', back)).toMatchObject({ code: 0, done: 1, already: 0, refused: 0 });
    expect(await json('unmerge', 'file', back)).toMatchObject({ code: 0, done: 0, already: 1 });
    expect(await shown(0, 3)).toEqual([
      ['王安娜', 'ACTIVE'],
      ['王安娜', 'ACTIVE'],
    ]);
    expect(await json('merge', 'file', join(test.folder, 'none.csv'))).toMatchObject({
      code: 1,
      errors: [{ code: 'NOT_FOUND' }],
    });
  });

  it('splits off what a source said', async () => {
    const made = await json('split', number(1), '--dry-run');
    expect(made.records.map(({ source }: { source: string }) => source).toSorted()).toEqual(['crm', 'shop']);
    const preview = await json('split', number(1), '--sources', 'shop', '--dry-run');
    expect(preview.preview.released).toContainEqual(
      expect.objectContaining({ field: 'NAME', shown: [expect.objectContaining({ value: '李大本' })] }),
    );
    expect(await json('split', number(1), '--sources', 'nobody')).toMatchObject({
      code: 1,
      errors: [{ code: 'NOT_FOUND' }],
    });
    expect(await json('split', number(1), '--sources', 'shop', 'crm')).toMatchObject({
      code: 1,
      errors: [{ code: 'INVALID_CHOICE' }],
    });
    const split = await json('split', number(1), '--sources', 'shop', '--reason', 'another one');
    expect(split).toMatchObject({ code: 0, operation: { kind: 'SPLIT', customer: number(1), reason: 'another one' } });
    const [other = ''] = split.operation.others;
    const row = await test.db.read.selectFrom('customer').select(['name', 'status']).where('number', '=', other);
    expect(await row.executeTakeFirst()).toEqual({ name: '李大本', status: 'ACTIVE' });
  });

  it('looks for customers who may be one', async () => {
    const { code, run } = await json('match');
    const pairs = await test.db.read.selectFrom('match_pair').select('id').where('state', '=', 'OPEN').execute();
    expect({ code, run }).toEqual({
      code: 0,
      run: { customers: 6, compared: run.compared, found: pairs.length, open: pairs.length, seconds: run.seconds },
    });
    const again = await dossier('match');
    expect(again.out).toMatch(/^6 customers, \d+ pairs? compared, \d+ pairs? found in [\d.]+ s; \d+ to decide\.\n$/);
    const runs = await test.db.read.selectFrom('match_run').select('finished_at').execute();
    expect(runs.map(({ finished_at }) => finished_at !== null)).toEqual([true, true]);
  });

  it('names what is not understood', async () => {
    expect(await json('merge', number(0))).toMatchObject({ code: 2 });
    expect(await json('merge', number(0), 'C99999999')).toEqual({
      code: 1,
      errors: [{ code: 'NOT_FOUND', message: 'There is no customer C99999999.' }],
    });
    expect(await json('unmerge', number(0))).toMatchObject({ code: 1, errors: [{ code: 'WRONG_STATE' }] });
  });
});
