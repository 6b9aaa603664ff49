import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrollTopFor, TALLEST, visibleRange } from './scroll-scale.ts';

describe('visibleRange', () => {
  it('draws the rows in view and a few more', () => {
    expect(visibleRange({ count: 1_000, rowHeight: 40, viewport: 400, scrollTop: 4_000 }, 5)).toEqual({
      first: 95,
      last: 115,
      offset: 3_800,
      height: 40_000,
    });
  });

  it('reaches the first and the last of a million rows though no browser draws 44 million pixels', () => {
    const list = { count: 1_000_000, rowHeight: 44, viewport: 600 };
    const top = visibleRange({ ...list, scrollTop: 0 });
    const end = visibleRange({ ...list, scrollTop: TALLEST - 600 });
    expect([top.first, top.offset, top.height]).toEqual([0, 0, TALLEST]);
    expect(end.last).toBe(999_999);
    // The last row's lower edge is the end of the scrolled area.
    expect(end.offset + (end.last - end.first + 1) * 44).toBeCloseTo(TALLEST, 3);
  });

  it('has nothing to draw of an empty list', () => {
    expect(visibleRange({ count: 0, rowHeight: 40, viewport: 400, scrollTop: 0 })).toMatchObject({
      first: 0,
      last: -1,
      height: 0,
    });
  });

  it('brings any row into view', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.constantFrom(32, 44, 64),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (count, rowHeight, where, from) => {
          const list = { count, rowHeight, viewport: 640 };
          const row = Math.floor(where * (count - 1));
          const scrollTop = from * Math.max(0, Math.min(count * rowHeight, TALLEST) - 640);
          const moved = visibleRange({ ...list, scrollTop: scrollTopFor(row, { ...list, scrollTop }) }, 0);
          expect(moved.first).toBeLessThanOrEqual(row);
          expect(moved.last).toBeGreaterThanOrEqual(row);
        },
      ),
    );
  });
});
