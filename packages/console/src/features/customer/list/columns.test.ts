import { describe, expect, it } from 'vitest';
import { COLUMNS, columnSpec, DEFAULT_COLUMNS, gridTemplate, leastWidth, validColumns } from './columns.ts';

/** What the table has at 1024 px beside an unfolded navigation: less 200, the page's margins of 24 and a border. */
const ROOM_AT_1024 = 1024 - 200 - 2 * 24 - 2;

describe('columns of the customer list', () => {
  it('fit at 1024 px as they are until somebody chooses others', () =>
    expect(leastWidth(DEFAULT_COLUMNS)).toBeLessThanOrEqual(ROOM_AT_1024));

  it('never want more room than where they are at ease', () => {
    const wrong = validColumns(Object.keys(COLUMNS)).filter((key) => {
      const { least, width } = columnSpec(key);
      return least !== undefined && least >= width;
    });
    expect(wrong).toEqual([]);
  });

  it('share what is left in proportion to their width', () =>
    expect(gridTemplate(['name', 'phone', 'status'])).toBe(
      '40px minmax(96px, 240fr) minmax(124px, 134fr) minmax(90px, 90fr)',
    ));
});
