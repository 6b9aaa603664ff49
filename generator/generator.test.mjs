import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMPANY_HEADER } from './company-record.mjs';
import { fromCsv, toCsv } from './csv.mjs';
import { lookAlikesOf } from './data/look-alikes.mjs';
import { homophonesOf, pinyinOf } from './data/syllables.mjs';
import { creditCheck, organisationCheck, residentCheck } from './identifiers.mjs';
import { slipOfCharacters, slipOfDigits, slipOfLetters } from './mistakes.mjs';
import { organisationsSet } from './organisations-set.mjs';
import { peopleSet } from './people-set.mjs';
import { PERSON_HEADER } from './person-record.mjs';
import { randomOf } from './random.mjs';

const rowsOf = (header, { rows }) => fromCsv(toCsv(header, rows));
const people = (options) => peopleSet({ records: 1000, seed: '7', ...options });
const companies = (options) => organisationsSet({ records: 1000, seed: '7', ...options });

describe('data sets', () => {
  for (const [name, make, header] of [
    ['people', people, PERSON_HEADER],
    ['organisations', companies, COMPANY_HEADER],
  ]) {
    const set = make();

    it(`${name}: the same by the same seed, others by another`, () => {
      assert.deepEqual(make(), set);
      assert.notDeepEqual(make({ seed: '8' }).rows, set.rows);
    });

    it(`${name}: as many rows as asked for, each with a number of its own and a line of the truth`, () => {
      const { rows, truth } = set;
      assert.equal(rows.length, 1000);
      assert.ok(rows.every((row) => row.length === header.length));
      assert.equal(new Set(rows.map(([id]) => id)).size, 1000);
      assert.deepEqual(
        truth.map(([id]) => id),
        rows.map(([id]) => id),
      );
    });

    it(`${name}: rows of one cluster have the same kinds, and each kind has several clusters`, () => {
      // Without the unit that the number of rows may cut off: kinds of which most of the rows are there.
      const { truth } = set;
      const clusters = Map.groupBy(truth, ([, cluster]) => cluster);
      for (const rows of clusters.values()) assert.equal(new Set(rows.map(([, , kind]) => kind)).size, 1);
      const kinds = Map.groupBy(
        [...clusters].flatMap(([cluster, [[, , kind]]]) => kind.split(' ').map((each) => ({ each, cluster }))),
        ({ each }) => each,
      );
      kinds.delete('');
      const alone = [...kinds].filter(([, members]) => members.length < 2);
      assert.ok(kinds.size > 70);
      assert.ok(alone.length <= 2, `alone: ${alone.map(([kind]) => kind)}`);
    });
  }
});

describe('people without errors', () => {
  const set = people({ level: 0 });
  const rows = rowsOf(PERSON_HEADER, set);
  const of = new Map(rows.map((row, at) => [row, set.truth[at]]));

  it('have resident ids of their birth date and gender with the right check character', () => {
    const identified = rows.filter((row) => row['身份证号'] !== '');
    assert.ok(identified.length > 300);
    for (const { 身份证号: id, 性别: gender } of identified) {
      assert.match(id, /^\d{17}[\dX]$/);
      assert.equal(residentCheck(id.slice(0, 17)), id[17]);
      if (gender) assert.equal(Number(id[16]) % 2 === 1 ? '男' : '女', gender);
    }
    for (const row of identified.filter(({ 出生日期: date }) => /^\d{4}-/.test(date)))
      assert.equal(row['身份证号'].slice(6, 14), row['出生日期'].replaceAll('-', ''));
  });

  it('twins have one surname and birth date, and names that differ in one character', () => {
    const twins = Map.groupBy(
      rows.filter((row) => of.get(row)[2].startsWith('twins')),
      (row) => of.get(row)[2],
    );
    let seen = 0;
    for (const members of twins.values()) {
      const names = [...new Set(members.map((row) => row['姓名']))];
      if (names.length < 2) continue;
      seen++;
      assert.equal(names.length, 2);
      const [a, b] = names.map((name) => [...name]);
      assert.equal(a.length, b.length);
      assert.equal(a.filter((character, at) => character !== b[at]).length, 1);
    }
    assert.ok(seen >= 5);
  });

  it('namesakes have one name and live in one city', () => {
    const groups = Map.groupBy(
      rows.filter((row) => of.get(row)[2].startsWith('namesakes')),
      (row) => of.get(row)[2],
    );
    for (const members of groups.values()) {
      assert.equal(new Set(members.map((row) => row['姓名'])).size, 1);
      assert.ok(new Set(members.map((row) => row['市']).filter(Boolean)).size <= 1);
    }
  });
});

describe('organisations without errors', () => {
  const set = companies({ level: 0 });
  const rows = rowsOf(COMPANY_HEADER, set);

  it('have credit codes with the right check characters', () => {
    const identified = rows.filter((row) => row['统一社会信用代码'] !== '');
    assert.ok(identified.length > 400);
    for (const { 统一社会信用代码: code } of identified) {
      assert.equal(creditCheck(code.slice(0, 17)), code[17]);
      assert.equal(organisationCheck(code.slice(8, 16)), code[16]);
    }
  });

  it('are called differently wherever they are different', () => {
    const named = rows.map((row, at) => ({ name: row['公司名称'], cluster: set.truth[at][1] }));
    for (const [name, members] of Map.groupBy(named, ({ name }) => name))
      assert.equal(new Set(members.map(({ cluster }) => cluster)).size, 1, name);
  });
});

describe('mistakes', () => {
  it('change one thing', () => {
    const random = randomOf('mistakes');
    for (let i = 0; i < 500; i++) {
      const digits = slipOfDigits(random, '13912345678');
      assert.ok(/^\d+$/.test(digits) && Math.abs(digits.length - 11) <= 1, digits);
      assert.ok(Math.abs(slipOfLetters(random, 'wanglihua').length - 9) <= 1);
      const name = slipOfCharacters(random, '王建国');
      assert.ok(name.length === 2 || name.length === 3, name);
    }
  });

  it('exchange characters for those that sound or look alike', () => {
    assert.ok(homophonesOf('伟').includes('玮'));
    assert.ok(homophonesOf('伟').every((other) => pinyinOf(other) === 'wei'));
    assert.deepEqual(lookAlikesOf('沈'), ['沉']);
  });
});

describe('check characters', () => {
  it('are those of published examples', () => {
    assert.equal(residentCheck('11010519491231002'), 'X');
    assert.equal(residentCheck('44052418800101001'), '4');
    assert.equal(creditCheck('91350100M000100Y4'), '3');
    assert.equal(organisationCheck('D2143569'), 'X');
  });
});
