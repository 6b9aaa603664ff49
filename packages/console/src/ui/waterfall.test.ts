import { describe, expect, it } from 'vitest';
import { partOf, stepsOf } from './waterfall.ts';

describe('a waterfall', () => {
  it('begins each step where the one before ended, and ends with the sum from zero', () =>
    expect(stepsOf([{ value: -10 }, { value: 14 }, { value: -3 }, { value: 1 }])).toEqual([
      { from: 0, to: -10 },
      { from: -10, to: 4 },
      { from: 4, to: 1 },
      { from: 0, to: 1 },
    ]));

  it.each([
    [
      { from: 2, to: 6 },
      { free: 2, drawn: 4 },
      { free: 0, drawn: 0 },
    ],
    [
      { from: -10, to: 4 },
      { free: 0, drawn: 4 },
      { free: 0, drawn: -10 },
    ],
    [
      { from: -2, to: -5 },
      { free: 0, drawn: 0 },
      { free: -2, drawn: -3 },
    ],
    [
      { from: 4, to: 1 },
      { free: 1, drawn: 3 },
      { free: 0, drawn: 0 },
    ],
  ] as const)('draws %o on both sides of zero', (step, above, below) => {
    expect(partOf(step, 1)).toEqual(above);
    expect(partOf(step, -1)).toEqual(below);
  });
});
