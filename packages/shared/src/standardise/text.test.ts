import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLines, cleanText, isFiller, standardiseText, toHalfWidth } from './index.ts';

describe('cleanText', () => {
  it.each([
    ['  a\u3000b\u200b\tc\u0000d ', 'a b c d'],
    ['\ufeff王\u00a0小明', '王 小明'],
    ['cafe\u0301', 'café'],
    ['one\r\ntwo', 'one two'],
    ['（保留）全角，标点', '（保留）全角，标点'],
    ['\ud800broken', '\ufffdbroken'],
  ])('%j → %j', (raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });

  it('is idempotent and leaves no blank at the ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const once = cleanText(raw);
        expect(cleanText(once)).toBe(once);
        expect(once).toBe(once.trim());
      }),
    );
  });
});

describe('cleanLines', () => {
  it('keeps line breaks, one blank line at most', () => {
    expect(cleanLines(' a \r\n\r\n\r\n\tb\u0007c ')).toBe('a\n\nb c');
  });
});

describe('toHalfWidth', () => {
  it.each([
    ['ＡＢＣ１２３（＠）', 'ABC123(@)'],
    ['ｶﾅ', 'カナ'],
    ['⾦', '金'],
  ])('%j → %j', (raw, half) => {
    expect(toHalfWidth(raw)).toBe(half);
  });
});

describe('isFiller', () => {
  it.each([
    '',
    '  ',
    '无',
    ' 暂无 ',
    '待补',
    'N/A',
    'n/a',
    'Ｎ／Ａ',
    '-',
    '——',
    '***',
    '???',
    'NULL',
    '(null)',
    '<NA>',
    '#N/A',
    'none',
    '不详',
    '（无）',
    '\\N',
    'not available',
  ])('%j means nothing', (text) => {
    expect(isFiller(text)).toBe(true);
  });

  it.each(['0', '无锡', 'Nan Li', 'a', '未来', '空军', '-5', 'No', '无名氏'])('%j is a value', (text) => {
    expect(isFiller(text)).toBe(false);
  });
});

describe('standardiseText', () => {
  it('refuses text over the limit and takes fillers for nothing', () => {
    expect(standardiseText('12345', { max: 4 })).toEqual({ state: 'invalid', rule: 'TEXT_TOO_LONG' });
    expect(standardiseText('1234', { max: 4 })).toEqual({ state: 'ok', value: '1234' });
    expect(standardiseText('暂无')).toEqual({ state: 'empty' });
  });
});
