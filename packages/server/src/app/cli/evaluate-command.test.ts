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

  it('links two files: only pairs of one and the other count', async () => {
    // The second file tells of every third again, of the first of them twice, and of nobody else.
    const others = PEOPLE.flatMap((cells, person) => (person % 3 === 0 ? [[`B${person}`, ...cells]] : []));
    writeFileSync(
      file('one.csv'),
      ['编号,姓名,手机,邮箱', ...PEOPLE.map((cells, at) => [`A${at}`, ...cells].join())].join('\n'),
    );
    writeFileSync(
      file('other.csv'),
      ['编号,姓名,手机,邮箱', ...[['B', ...(PEOPLE[0] ?? [])], ...others].map((cells) => cells.join())].join('\n'),
    );
    const whose = [
      ...PEOPLE.map((_, person) => `A${person},${person}`),
      'B,0',
      ...others.map(([name = '']) => `${name},${name.slice(1)}`),
    ];
    writeFileSync(file('linked.csv'), ['编号,cluster', ...whose].join('\n'));
    const args = [file('one.csv'), file('other.csv'), '--truth', file('linked.csv'), '--json'];
    const { code, out } = await runDossier(folder, ['evaluate', 'matching', ...args]);
    expect(code).toBe(0);
    const { records, pairs, clusters, recognition } = JSON.parse(out);
    expect({ records, pairs }).toMatchObject({ records: 55, pairs: { truePairs: 15, right: 15, wrong: 0, missed: 0 } });
    expect(clusters).toMatchObject({ truePairs: 15, right: 15, wrong: 0, exact: 40, of: 40 });
    // Of 40 · 15 pairs that there are.
    expect(recognition).toMatchObject([{ kind: 'PERSON', records: 55, expectedMatches: 15 }]);
  });

  it('counts a row once that a file says twice', async () => {
    const twice = [
      '编号,姓名,手机,邮箱',
      ...PEOPLE.flatMap((cells, at) => [
        [`A${at}`, ...cells].join(),
        [`A${at}`, ...cells.slice(0, 2), 'new@example.com'].join(),
      ]),
    ];
    writeFileSync(file('twice.csv'), twice.join('\n'));
    writeFileSync(file('alone.csv'), ['编号,cluster', ...PEOPLE.map((_, at) => `A${at},${at}`)].join('\n'));
    const { code, out } = await runDossier(folder, [
      'evaluate',
      'matching',
      file('twice.csv'),
      '--truth',
      file('alone.csv'),
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      records: 40,
      pairs: { truePairs: 0, right: 0 },
      blocking: { compared: 0, recall: 1 },
      clusters: { of: 40 },
    });
  });
});
