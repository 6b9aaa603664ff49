import { describe, expect, it } from 'vitest';
import { lineageOf } from './lineage.ts';

const upTo = (last: number, restores: readonly (readonly [number, number])[]) => {
  const lineage = lineageOf(new Map(restores));
  return Array.from({ length: last }, (_, i) => i + 1).filter((number) => lineage.has(number));
};

describe('the lineage of checkpoints', () => {
  it.each([
    ['none', [], [1, 2, 3, 4, 5, 6, 7, 8]],
    ['one', [[5, 2]], [1, 2, 5, 6, 7, 8]],
    ['one to before the first', [[5, 0]], [5, 6, 7, 8]],
    [
      'two, one after the other',
      [
        [4, 2],
        [7, 5],
      ],
      [1, 2, 4, 5, 7, 8],
    ],
    [
      'a second that leaves the first behind',
      [
        [4, 2],
        [7, 1],
      ],
      [1, 7, 8],
    ],
    [
      'a second to what the first had left behind',
      [
        [5, 2],
        [7, 4],
      ],
      [1, 2, 3, 4, 7, 8],
    ],
    ['one that lost nothing', [[5, 4]], [1, 2, 3, 4, 5, 6, 7, 8]],
  ] as const)('with restores: %s', (_name, restores, expected) => {
    expect(upTo(8, restores)).toEqual(expected);
  });

  it('finds the first of it in a gap, however wide', () => {
    const lineage = lineageOf(new Map([[5, 2]]));
    expect(lineage.firstWithin(3, 4)).toBeUndefined();
    expect(lineage.firstWithin(3, 2 ** 50)).toBe(5);
    expect(lineage.firstWithin(2, 2)).toBe(2);
    expect(lineage.firstWithin(4, 3)).toBeUndefined();
  });
});
