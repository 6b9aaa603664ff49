import { describe, expect, it } from 'vitest';
import { reserveAhead } from './keys-ahead.ts';

describe('keys that are asked for ahead', () => {
  it('follow each other, are never given twice, and are there before they are needed', async () => {
    const asked: number[] = [];
    let first = 1_000_000;
    const reserve = reserveAhead(async (count) => {
      asked.push(count);
      const from = first;
      first += count + 500;
      return from;
    });
    const taken = new Set<number>();
    for (const count of [1, 4_999, 12_000, 3_000, 0, 25_000, 39_999, 40_000, 7]) {
      const from = await reserve(count);
      for (let key = from; key < from + count; key++) {
        expect(taken.has(key)).toBe(false);
        taken.add(key);
      }
    }
    expect(taken.size).toBe(125_006);
    // Half of the first run was gone after 20,000 keys: the second was asked for then.
    expect(asked).toEqual([40_000, 40_000, 40_000, 40_000, 40_000]);
    expect(await reserve(50_000)).toBe(first - 50_500);
  });

  it('tells whoever waits that there are none', async () => {
    const reserve = reserveAhead(async () => {
      throw new Error('the database is away');
    });
    await expect(reserve(3)).rejects.toThrow('the database is away');
  });
});
