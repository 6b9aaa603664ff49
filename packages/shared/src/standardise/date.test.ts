import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferDateOrder, isLocalDate, standardiseDate, standardiseTimestamp } from './index.ts';

describe('standardiseDate', () => {
  it.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024.3.5', '2024-03-05'],
    ['5.3.2024', '2024-03-05'],
    ['13/05/2024', '2024-05-13'],
    ['05/13/2024', '2024-05-13'],
    ['２０２４年３月５日', '2024-03-05'],
    ['2024年3月5日星期二', '2024-03-05'],
    ['二〇二四年三月五日', '2024-03-05'],
    ['二零二四年十二月二十五号', '2024-12-25'],
    ['民国113年3月5日', '2024-03-05'],
    ['民國一百一十三年十二月五日', '2024-12-05'],
    ['113/03/05', '2024-03-05'],
    ['20240305', '2024-03-05'],
    ['45356', '2024-03-05'],
    ['45356.75', '2024-03-05'],
    ['March 5th, 2024', '2024-03-05'],
    ['Tue, 5 Mar 2024', '2024-03-05'],
    ['5 mai 2024', '2024-05-05'],
    ['2024-03-05T10:00:00Z', '2024-03-05'],
    ['2024年3月5日 下午3:20', '2024-03-05'],
    ['2000/2/29', '2000-02-29'],
  ])('%j → %s', (raw, date) => {
    expect(standardiseDate(raw)).toEqual({ state: 'ok', value: date });
  });

  it.each([
    ['03/05/2024', '2024-03-05', ['DATE_AMBIGUOUS']],
    ['24-3-5', '2024-03-05', ['DATE_AMBIGUOUS', 'DATE_CENTURY_ASSUMED']],
    ['5-Mar-24', '2024-03-05', ['DATE_CENTURY_ASSUMED']],
    ['99年3月5日', '1999-03-05', ['DATE_CENTURY_ASSUMED']],
    ['12/25/98', '1998-12-25', ['DATE_CENTURY_ASSUMED']],
  ])('%j → %s with %j', (raw, date, warnings) => {
    expect(standardiseDate(raw)).toEqual({ state: 'ok', value: date, warnings });
  });

  it.each([
    ['2024-02-30', 'DATE_IMPOSSIBLE'],
    ['2023/2/29', 'DATE_IMPOSSIBLE'],
    ['20241301', 'DATE_IMPOSSIBLE'],
    ['32/1/2024', 'DATE_IMPOSSIBLE'],
    ['2024', 'DATE_INCOMPLETE'],
    ['2024年3月', 'DATE_INCOMPLETE'],
    ['Mar 2024', 'DATE_INCOMPLETE'],
    ['soon', 'DATE_INVALID'],
    ['60', 'DATE_INVALID'],
  ])('%j breaks %s', (raw, rule) => {
    expect(standardiseDate(raw)).toEqual({ state: 'invalid', rule });
  });

  it.each(['', '无', '0000-00-00', '0', '1900-01-00', '0001-01-01'])('%j is no date', (raw) => {
    expect(standardiseDate(raw)).toEqual({ state: 'empty' });
  });

  it('follows the order, the epoch and the latest year told', () => {
    expect(standardiseDate('03/05/2024', { order: 'DMY' })).toEqual({ state: 'ok', value: '2024-05-03' });
    expect(standardiseDate('01/02/03', { order: 'YMD' })).toMatchObject({ value: '2001-02-03' });
    expect(standardiseDate('43894', { excelEpoch: 1904 })).toEqual({ state: 'ok', value: '2024-03-05' });
    expect(standardiseDate('61', { excelEpoch: 1900 })).toEqual({ state: 'ok', value: '1900-03-01' });
    expect(standardiseDate('1', { excelEpoch: 1900 })).toEqual({ state: 'ok', value: '1900-01-01' });
    expect(standardiseDate('60', { excelEpoch: 1900 })).toEqual({ state: 'invalid', rule: 'DATE_INVALID' });
    expect(standardiseDate('5-Mar-27', { latestYear: 2026 })).toMatchObject({ value: '1927-03-05' });
  });

  it('reads every day back from its writings', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        for (const text of [`${y}/${m}/${d}`, `${y}年${m}月${d}日`, `${d}.${m}.${y}`, iso.replaceAll('-', '')]) {
          expect(standardiseDate(text)).toEqual({ state: 'ok', value: iso });
        }
        expect(isLocalDate(iso)).toBe(true);
      }),
    );
  });
});

describe('inferDateOrder', () => {
  it.each([
    [['03/05/2024', '13/05/2024'], { order: 'DMY', evidence: 1, against: 0 }],
    [['03/05/2024', '04/25/2024', '1/31/2024'], { order: 'MDY', evidence: 2, against: 0 }],
    [['99-01-02', '01-02-03'], { order: 'YMD', evidence: 1, against: 0 }],
    [['13/05/2024', '04/25/2024', '14/05/2024'], { order: 'DMY', evidence: 2, against: 1 }],
    [['1/2/2024', 'x'], { evidence: 0, against: 0 }],
  ])('%j', (values, inferred) => {
    expect(inferDateOrder(values)).toEqual(inferred);
  });
});

describe('standardiseTimestamp', () => {
  it.each([
    ['2024-03-05 10:00', '2024-03-05T02:00:00.000Z'],
    ['2024-03-05T10:00:00+01:00', '2024-03-05T09:00:00.000Z'],
    ['2024-03-05T10:00:00.5Z', '2024-03-05T10:00:00.500Z'],
    ['2010/12/1 8:26', '2010-12-01T00:26:00.000Z'],
    ['2024年3月5日下午3点20分', '2024-03-05T07:20:00.000Z'],
    ['2024-3-5 12:00 AM', '2024-03-04T16:00:00.000Z'],
    ['20240305102030', '2024-03-05T02:20:30.000Z'],
    ['45356.5', '2024-03-05T04:00:00.000Z'],
    ['1700000000', '2023-11-14T22:13:20.000Z'],
    ['1700000000123', '2023-11-14T22:13:20.123Z'],
    ['2024-03-05', '2024-03-04T16:00:00.000Z'],
    ['2024-03-05 24:00', '2024-03-05T16:00:00.000Z'],
  ])('%j in Shanghai is %s', (raw, instant) => {
    expect(standardiseTimestamp(raw, { zone: 'Asia/Shanghai' })).toEqual({ state: 'ok', value: instant });
  });

  it('tells skipped and repeated local times', () => {
    const zone = 'America/New_York';
    expect(standardiseTimestamp('2024-03-10 02:30', { zone })).toEqual({
      state: 'ok',
      value: '2024-03-10T07:30:00.000Z',
      warnings: ['TIME_SKIPPED'],
    });
    expect(standardiseTimestamp('2024-11-03 01:30', { zone })).toEqual({
      state: 'ok',
      value: '2024-11-03T05:30:00.000Z',
      warnings: ['TIME_REPEATED'],
    });
    expect(standardiseTimestamp('2024-11-03 12:00', { zone })).toEqual({
      state: 'ok',
      value: '2024-11-03T17:00:00.000Z',
    });
  });

  it('refuses impossible times', () => {
    expect(standardiseTimestamp('2024-03-05 25:00', { zone: 'UTC' })).toEqual({
      state: 'invalid',
      rule: 'TIME_IMPOSSIBLE',
    });
  });
});
