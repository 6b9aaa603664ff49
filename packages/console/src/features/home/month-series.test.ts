import { describe, expect, it } from 'vitest';
import { monthBounds, monthSeries } from './month-series.ts';

const values = (groups: Parameters<typeof monthSeries>[0], months = 24): [string, number][] =>
  monthSeries(groups, months, (month) => month).map(({ label, value }) => [label, value]);

describe('monthSeries', () => {
  it('fills the gaps, in order, across a year', () => {
    const groups = [
      { key: '2026-02', count: 5 },
      { key: '2025-11', count: 7 },
    ];
    expect(values(groups)).toEqual([
      ['2025-11', 7],
      ['2025-12', 0],
      ['2026-01', 0],
      ['2026-02', 5],
    ]);
  });

  it('shows the newest months only', () => {
    const groups = ['2026-01', '2026-02', '2026-03'].map((key, index) => ({ key, count: index }));
    expect(values(groups, 2)).toEqual([
      ['2026-02', 1],
      ['2026-03', 2],
    ]);
  });

  it.each([[[]], [[{ key: null, count: 3 }]], [[{ key: 'unknown', count: 3 }]]])('draws nothing of %j', (groups) =>
    expect(values(groups)).toEqual([]),
  );
});

describe('monthBounds', () => {
  it.each([
    ['2026-02', '2026-02-01', '2026-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
  ])('%s is %s to %s', (month, first, last) => expect(monthBounds(month)).toEqual({ first, last }));
});
