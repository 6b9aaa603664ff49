import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCharacter,
  checkNumber,
  formatNumber,
  hasRightCheck,
  largestSequence,
  numberPattern,
  numberPatternSchema,
  readNumber,
} from './index.ts';

const lettered = numberPattern('C{yyyyMMdd}-{seq:6}{check}');
const numeric = numberPattern('8{seq:8}{check}');
const zone = 'Asia/Shanghai';

describe('checkCharacter', () => {
  it('gives the examples of ISO/IEC 7064', () => {
    expect(checkCharacter('0794', 'MOD_11_10')).toBe('5');
    expect(checkCharacter('A12425GABC1234002', 'MOD_37_36')).toBe('M');
    expect(checkCharacter('a', 'MOD_37_36')).toBeUndefined();
  });

  it.each(['MOD_11_10', 'MOD_37_36'] as const)('%s finds every single wrong character', (system) => {
    const alphabet = system === 'MOD_11_10' ? '0123456789' : '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    const text = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(text, fc.nat(19), fc.nat(34), (stem, place, step) => {
        const whole = stem + (checkCharacter(stem, system) ?? '');
        expect(hasRightCheck(whole, system)).toBe(true);
        const at = place % whole.length;
        const other = alphabet.charAt(
          (alphabet.indexOf(whole.charAt(at)) + 1 + (step % (alphabet.length - 1))) % alphabet.length,
        );
        expect(hasRightCheck(whole.slice(0, at) + other + whole.slice(at + 1), system)).toBe(false);
      }),
    );
  });
});

describe('numberPatternSchema', () => {
  it.each(['{seq:6}', 'K{yy}{seq:6}{check}', 'CN-{yyyyMM}-{seq:5}{check}', '8{seq:10}'])('takes %s', (source) => {
    expect(numberPatternSchema.safeParse(source).success).toBe(true);
  });

  it.each([
    '',
    'C{check}',
    'C{seq:2}',
    'C{seq:6}{seq:6}',
    '{check}{seq:6}',
    'C{foo}{seq:6}',
    '-{seq:6}',
    '客{seq:6}',
    'A'.repeat(40) + '{seq:6}',
    '{yyyy}{yy}{seq:6}',
  ])('refuses %j', (source) => {
    expect(numberPatternSchema.safeParse(source).success).toBe(false);
  });

  it('takes the check system by the characters', () => {
    expect([lettered.checkSystem, numeric.checkSystem, numberPattern('{seq:6}').checkSystem]).toEqual([
      'MOD_37_36',
      'MOD_11_10',
      undefined,
    ]);
    expect(largestSequence(lettered)).toBe(999_999);
  });
});

describe('formatNumber', () => {
  it('writes the date of the zone', () => {
    expect(formatNumber(lettered, { instant: Date.UTC(2024, 2, 5, 17), zone, sequence: 123 })).toBe(
      'C20240306-0001239',
    );
    expect(formatNumber(numeric, { instant: 0, zone, sequence: 42 })).toBe('8000000427');
  });

  it('refuses a sequence that does not fit', () => {
    expect(() => formatNumber(lettered, { instant: 0, zone, sequence: 1_000_000 })).toThrow(RangeError);
  });

  it('writes numbers that checkNumber takes, each one different', () => {
    fc.assert(
      fc.property(fc.constantFrom(lettered, numeric), fc.nat(999_999), (pattern, sequence) => {
        const number = formatNumber(pattern, { instant: 1_700_000_000_000, zone, sequence });
        expect(checkNumber(pattern, number)).toMatchObject({ state: 'OK', number });
      }),
    );
    const numbers = new Set(
      Array.from({ length: 5000 }, (_, sequence) => formatNumber(lettered, { instant: 0, zone, sequence })),
    );
    expect(numbers.size).toBe(5000);
  });
});

describe('checkNumber', () => {
  it.each([
    'C20240306-0001239',
    'c202403060001239',
    ' C20240306 0001239 ',
    'Ｃ２０２４０３０６－０００１２３９',
    'C2O24O3O6-OOOI239',
  ])('takes %j', (text) => {
    expect(checkNumber(lettered, text)).toEqual({
      state: 'OK',
      number: 'C20240306-0001239',
      plain: 'C202403060001239',
    });
  });

  it('offers the right number for an exchange of neighbours and for one wrong character', () => {
    const exchanged = checkNumber(lettered, 'C20240306-0001329');
    expect(exchanged.state === 'MISTYPED' && exchanged.suggestions[0]).toBe('C20240306-0001239');
    const wrong = checkNumber(lettered, 'D20240306-0001239');
    expect(wrong.state === 'MISTYPED' && wrong.suggestions).toContain('C20240306-0001239');
  });

  it('takes a number with an impossible date for mistyped', () => {
    const stem = 'C20241306000123';
    expect(checkNumber(lettered, stem + (checkCharacter(stem, 'MOD_37_36') ?? '')).state).toBe('MISTYPED');
  });

  it.each(['hello', '', '13800138000', 'C20240306-000123', 'X99999999-9999999'])('%j is no number', (text) => {
    expect(checkNumber(lettered, text)).toEqual({ state: 'NOT_A_NUMBER' });
  });
});

describe('readNumber', () => {
  const old = numberPattern('KH-{yyyy}-{seq:5}{check}');
  const bare = numberPattern('{seq:6}');

  it.each([
    'KH-2019-000429',
    'KH2019000429',
    'kh 2019 000429',
    'ＫＨ－２０１９－０００４２９',
    'ｋｈ２０１９０００４２９',
    'KH–2019–000429',
    'KH.2019.000429',
    'KH\u200b-2019-00042\u200b9',
  ])('takes %j of an older pattern', (text) => {
    const number = formatNumber(old, { instant: Date.UTC(2019, 5, 1), zone, sequence: 42 });
    expect(number).toBe('KH-2019-000429');
    expect(readNumber([lettered, old], text)).toEqual({ numbers: [number], isMistyped: false, suggestions: [] });
  });

  it('tells every number that a text can be, the present pattern first', () => {
    expect(readNumber([numberPattern('1-{seq:5}'), bare], '123456').numbers).toEqual(['1-23456', '123456']);
  });

  it('says mistyped when no pattern takes it and any is a slip away', () => {
    const read = readNumber([lettered, old], 'KH-2019-000428');
    expect([read.numbers, read.isMistyped]).toEqual([[], true]);
    expect(read.suggestions.length).toBeGreaterThan(0);
    expect(readNumber([lettered, old], 'hello')).toEqual({ numbers: [], isMistyped: false, suggestions: [] });
  });
});
