import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencyOf, fromTenThousandths, standardiseMoney, standardiseNumber, toTenThousandths } from './index.ts';

describe('standardiseMoney', () => {
  it.each([
    ['1234.5', { amount: '1234.5' }],
    ['7.00', { amount: '7' }],
    ['-0.10', { amount: '-0.1' }],
    ['-0', { amount: '0' }],
    ['1,234.50', { amount: '1234.5' }],
    ['(1,234.50)', { amount: '-1234.5' }],
    ['1234.5-', { amount: '-1234.5' }],
    ['−12.3', { amount: '-12.3' }],
    ['-¥5', { amount: '-5', currency: 'CNY' }],
    ['¥-5', { amount: '-5', currency: 'CNY' }],
    ['￥１，２３４．５０', { amount: '1234.5', currency: 'CNY' }],
    ['$(5.00)', { amount: '-5', currency: 'USD' }],
    ['USD 1,234.5', { amount: '1234.5', currency: 'USD' }],
    ['1234.5 EUR', { amount: '1234.5', currency: 'EUR' }],
    ['HK$100', { amount: '100', currency: 'HKD' }],
    ['1.234,50', { amount: '1234.5' }],
    ['1.234.567', { amount: '1234567' }],
    ['1 234,5 €', { amount: '1234.5', currency: 'EUR' }],
    ["1'234.50", { amount: '1234.5' }],
    ['12,34,567.50', { amount: '1234567.5' }],
    ['1,234', { amount: '1234' }],
    ['1,5', { amount: '1.5' }],
    ['.5', { amount: '0.5' }],
    ['3.5万', { amount: '35000' }],
    ['3.5万元', { amount: '35000', currency: 'CNY' }],
    ['1.2亿', { amount: '120000000' }],
    ['人民币1200元', { amount: '1200', currency: 'CNY' }],
    ['壹佰贰拾叁元整', { amount: '123', currency: 'CNY' }],
    ['三元五角二分', { amount: '3.52', currency: 'CNY' }],
    ['二万五千元', { amount: '25000', currency: 'CNY' }],
    ['0.5k', { amount: '500' }],
    ['1.5E+3', { amount: '1500' }],
    ['1e-3', { amount: '0.001' }],
  ])('%j', (raw, value) => {
    expect(standardiseMoney(raw)).toEqual({ state: 'ok', value });
  });

  it.each([
    ['abc', 'NUMBER_INVALID'],
    ['1,2,3', 'NUMBER_INVALID'],
    ['12.5%', 'NUMBER_INVALID'],
    ['约100元', 'NUMBER_INVALID'],
    ['USD', 'NUMBER_INVALID'],
    ['12 FOO', 'CURRENCY_UNKNOWN'],
    ['99999999999999999999', 'NUMBER_OUT_OF_RANGE'],
  ])('%j breaks %s', (raw, rule) => {
    expect(standardiseMoney(raw)).toEqual({ state: 'invalid', rule });
  });

  it('rounds to four decimals and says so', () => {
    expect(standardiseMoney('0.00005')).toEqual({
      state: 'ok',
      value: { amount: '0.0001' },
      warnings: ['NUMBER_ROUNDED'],
    });
    expect(standardiseMoney('-1.00004')).toEqual({
      state: 'ok',
      value: { amount: '-1' },
      warnings: ['NUMBER_ROUNDED'],
    });
  });

  it('follows the decimal mark told', () => {
    expect(standardiseMoney('1,234', { decimalMark: ',' })).toEqual({ state: 'ok', value: { amount: '1.234' } });
    expect(standardiseMoney('1.234', { decimalMark: ',' })).toEqual({ state: 'ok', value: { amount: '1234' } });
  });
});

describe('standardiseNumber', () => {
  it.each([
    ['12 件', '12'],
    ['3.5kg', '3.5'],
    ['-2', '-2'],
    ['1,000', '1000'],
    ['17,5', '17.5'],
  ])('%j → %s', (raw, value) => {
    expect(standardiseNumber(raw)).toEqual({ state: 'ok', value });
  });
});

describe('ten-thousandths', () => {
  it('go to text and back', () => {
    expect(toTenThousandths('-1234.5')).toBe(-12_345_000n);
    expect(fromTenThousandths('5')).toBe('0.0005');
    const counts = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n });
    fc.assert(
      fc.property(counts, (count) => {
        expect(toTenThousandths(fromTenThousandths(count))).toBe(count);
      }),
    );
  });

  it('amounts with thousands marks mean what plain ones mean', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        fc.integer({ min: 0, max: 99 }),
        (whole, cents) => {
          const marked = `${whole.toLocaleString('en-US')}.${String(cents).padStart(2, '0')}`;
          expect(standardiseMoney(marked)).toEqual(standardiseMoney(marked.replaceAll(',', '')));
        },
      ),
    );
  });
});

describe('currencyOf', () => {
  it('knows codes, signs and words', () => {
    expect(['cny', '￥'.normalize('NFKC'), '美元', 'US$', 'CHF', 'xyz'].map(currencyOf)).toEqual([
      'CNY',
      'CNY',
      'USD',
      'USD',
      'CHF',
      undefined,
    ]);
  });
});
