import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberPattern } from '../customer-number/index.ts';
import { classifyQuery, LONGEST_TOKEN, matchesName, MOST_TOKENS, nameTokens, queryTokens } from './index.ts';

/** Whether the stored tokens answer the query, as the database does it. */
function finds(name: string, query: string, kind: 'PERSON' | 'ORGANISATION' = 'PERSON'): boolean {
  const tokens = nameTokens(name, kind);
  return queryTokens(query).some((terms) =>
    terms.every(({ match, token }) =>
      tokens.some((own) => (match === 'EQUALS' ? own === token : own.startsWith(token))),
    ),
  );
}

const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));

describe('nameTokens', () => {
  it.each([
    ['王小明', ['wangxiaoming', 'wxm', '王小', '小明', '王', '小', '明', 'xiaoming', 'ming', 'xm']],
    ['John Smith', ['john', 'smith', 'johnsmith', 'ohn', 'mith', 'ith']],
    ['吕布', ['lvbu', 'lb', '吕布', '吕', '布', 'bu', 'lubu']],
    ['ABC科技', ['abc', 'abckeji', 'akj', '科技', '科', '技', 'keji', 'ji', 'kj']],
    ['', []],
    ['···', []],
  ])('%s', (name, tokens) => {
    expect(nameTokens(name)).toEqual(tokens);
  });

  it('keeps to its limits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(han, fc.constantFrom(...'abcdefgh 0123é')), maxLength: 80 }), (name) => {
        const tokens = nameTokens(name, 'ORGANISATION');
        expect(tokens.length).toBeLessThanOrEqual(MOST_TOKENS);
        expect(tokens.every((token) => token.length > 0 && token.length <= LONGEST_TOKEN)).toBe(true);
        expect(new Set(tokens).size).toBe(tokens.length);
      }),
    );
  });
});

describe('queryTokens', () => {
  it.each([
    ['小', [[{ match: 'EQUALS', token: '小' }]]],
    ['王小', [[{ match: 'EQUALS', token: '王小' }]]],
    [
      '王小明',
      [
        [
          { match: 'EQUALS', token: '王小' },
          { match: 'EQUALS', token: '小明' },
        ],
      ],
    ],
    ['  SMI', [[{ match: 'PREFIX', token: 'smi' }]]],
    ['lyu', [[{ match: 'PREFIX', token: 'lyu' }], [{ match: 'PREFIX', token: 'lv' }]]],
    ['!?', []],
  ])('%j', (query, alternatives) => {
    expect(queryTokens(query)).toEqual(alternatives);
  });
});

describe('finding a name', () => {
  it('finds a Chinese name by every part of one to four characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: han, minLength: 2, maxLength: 5 }), (name) => {
        for (let start = 0; start < name.length; start += 1) {
          for (let length = 1; length <= 4 && start + length <= name.length; length += 1) {
            const part = name.slice(start, start + length);
            expect(finds(name, part)).toBe(true);
            expect(matchesName(name, part)).toBe(true);
          }
        }
      }),
    );
  });

  it('finds a Latin name by every part of three letters or more', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat(5), (first, last, start) => {
        const part = last.slice(Math.min(start, last.length - 3));
        expect(finds(`${first} ${last}`, part)).toBe(true);
        expect(matchesName(`${first} ${last}`, part)).toBe(true);
      }),
    );
  });

  it.each([
    ['王小明', 'wangxm', false],
    ['王小明', 'wangxiao', true],
    ['王小明', 'wang xiao ming', true],
    ['王小明', 'xiaoming', true],
    ['王小明', 'wxm', true],
    ['王小明', 'xm', true],
    ['王小明', '王明', false],
    ['王小明', '小明 wang', true],
    ['張偉', '张伟', true],
    ['张伟', '張偉', true],
    ['吕布', 'lü bu', true],
    ['吕布', 'lyubu', true],
    ['吕布', 'lubu', true],
    ['José García', 'garcia jose', true],
    ['Ｊｏｈｎ Smith', 'johnsm', true],
    ['深圳市腾讯计算机系统有限公司', '腾讯', true],
    ['深圳市腾讯计算机系统有限公司', '讯计算机', true],
    ['深圳市腾讯计算机系统有限公司', '腾系', false],
  ])('%s by %j: %s', (name, query, found) => {
    expect(finds(name, query, name.length > 8 ? 'ORGANISATION' : 'PERSON')).toBe(found);
    expect(matchesName(name, query)).toBe(found);
  });

  it('leaves to the check what tokens cannot tell apart', () => {
    expect(finds('王小明王', '小明王小')).toBe(true);
    expect(matchesName('王小明王', '小明王小')).toBe(false);
  });
});

describe('classifyQuery', () => {
  const patterns = [numberPattern('C{yyyyMMdd}-{seq:6}{check}')];

  it.each([
    ['1234', ['PHONE_TAIL', 'EXTERNAL_ID', 'NAME']],
    ['138 0013 8000', ['PHONE', 'NAME']],
    ['+86-13800138000', ['PHONE', 'EXTERNAL_ID', 'NAME']],
    ['A@B.cn', ['EMAIL']],
    ['王小明', ['NAME']],
    ['C20240306-0001239', ['CUSTOMER_NUMBER', 'EXTERNAL_ID', 'NAME']],
    ['C20240306-0001329', ['EXTERNAL_ID', 'MISTYPED_CUSTOMER_NUMBER', 'NAME']],
    ['ERP-0012', ['EXTERNAL_ID', 'NAME']],
    ['  ', []],
  ])('%j may be %j', (query, kinds) => {
    expect(classifyQuery(query, { patterns }).map((reading) => reading.kind)).toEqual(kinds);
  });
});
