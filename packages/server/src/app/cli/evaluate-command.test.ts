import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runDossier } from './dossier.fixture.ts';

let folder: string;
const file = (name: string) => join(folder, name);

const SURNAMES = [...'王李张刘陈杨黄赵'];
const GIVEN = ['建国', '秀英', '志强', '海燕', '文静'];
const PEOPLE = SURNAMES.flatMap((surname, a) =>
  GIVEN.map((given, b) => [`${surname}${given}`, `139${a}${b}345${b}7${a}`, `${a}${b}-mail@example.com`]),
);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-evaluate-test-'));
  // Every third is there twice.
  const rows = PEOPLE.flatMap((cells, person) => (person % 3 === 0 ? [cells, cells] : [cells]));
  const whose = PEOPLE.flatMap((_, person) => (person % 3 === 0 ? [person, person] : [person]));
  writeFileSync(
    file('people.csv'),
    ['编号,姓名,手机,邮箱', ...rows.map((cells, at) => [`A${at}`, ...cells].join())].join('\n'),
  );
  writeFileSync(file('truth.csv'), ['编号,cluster', ...whose.map((person, at) => `A${at},${person}`)].join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('evaluate matching', () => {
  it('compares with the truth, and writes who was recognised as one', async () => {
    const args = [file('people.csv'), '--truth', file('truth.csv'), '--groups', file('groups.csv'), '--json'];
    const { code, out } = await runDossier(folder, ['evaluate', 'matching', ...args]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      records: 54,
      pairs: { truePairs: 14, right: 14, wrong: 0 },
      clusters: { right: 14, wrong: 0, exact: 40, of: 40 },
    });
    const [head, ...lines] = readFileSync(file('groups.csv'), 'utf8').trimEnd().split('\n');
    expect(head).toBe('编号,group');
    expect(lines.length).toBe(54);
    const groups = Map.groupBy(lines, (line) => line.split(',')[1]);
    expect([...groups.values()].filter((rows) => rows.length === 2).length).toBe(14);
    expect(groups.get('A0')).toEqual(['A0,A0', 'A1,A0']);
  });
});
