import { describe, expect, it } from 'vitest';
import { ageOn } from './fact-groups.ts';
import { monthsBetween, spendSeries } from './spend-series.ts';
import { whyLost } from './why-lost.ts';
import { mayBeNumber } from '../list/may-be-number.ts';

describe('whyLost', () => {
  it.each([
    [{ isValid: false, value: null, lostBy: 'SOURCE_PRIORITY' }, 'invalid'],
    [{ isValid: true, value: null, lostBy: 'SOURCE_PRIORITY' }, 'empty'],
    [{ isValid: true, value: 'A', lostBy: null }, 'same'],
    [{ isValid: true, value: 'B', lostBy: 'MOST_RECENT' }, 'older'],
    [{ isValid: true, value: 'B', lostBy: 'SOURCE_PRIORITY' }, 'priority'],
    [{ isValid: true, value: 'B', lostBy: 'PINNED' }, 'pinned'],
    [{ isValid: true, value: 'B', lostBy: 'MOST_FREQUENT' }, 'fewer'],
  ] as const)('%o: %s', (alternative, expected) => {
    expect(whyLost(alternative)).toBe(expected);
  });
});

describe('spendSeries', () => {
  it('fills months without purchases and never adds currencies', () => {
    const month = (period: string, amount: string, currency: string) => ({
      __typename: 'PeriodAmount' as const,
      period,
      orders: 1,
      amount: { __typename: 'Money' as const, amount, currency },
    });
    expect(
      spendSeries(
        [month('2025-11', '10.5', 'CNY'), month('2026-01', '3', 'CNY'), month('2025-12', '7', 'USD')],
        (period) => period,
      ),
    ).toEqual([
      {
        currency: 'CNY',
        points: [
          { label: '2025-11', key: '2025-11', value: 10.5 },
          { label: '2025-12', key: '2025-12', value: 0 },
          { label: '2026-01', key: '2026-01', value: 3 },
        ],
      },
      {
        currency: 'USD',
        points: [
          { label: '2025-11', key: '2025-11', value: 0 },
          { label: '2025-12', key: '2025-12', value: 7 },
          { label: '2026-01', key: '2026-01', value: 0 },
        ],
      },
    ]);
    expect([spendSeries([], String), monthsBetween('2025-12', '2026-01')]).toEqual([[], ['2025-12', '2026-01']]);
  });
});

describe('ageOn', () => {
  it.each([
    ['1985-03-15', '2026-03-14', 40],
    ['1985-03-15', '2026-03-15', 41],
    ['2026-12-01', '2026-11-21', undefined],
  ])('%s on %s: %s', (birthDate, day, expected) => expect(ageOn(birthDate, day)).toBe(expected));
});

describe('mayBeNumber', () => {
  it.each([
    ['C20261121000087K', true],
    [' c2026-1121-0000 ', true],
    ['Ｃ２０２６１１２１', true],
    ['13800138000', true],
    ['8000', false],
    ['张伟', false],
    ['zhang wei', false],
    ['a@b.example', false],
  ])('%s: %s', (search, expected) => expect(mayBeNumber(search)).toBe(expected));
});
