import { describe, expect, it } from 'vitest';
import { emptyWindow, hasMore, missingPages, rowAt, trimmed, withPage } from './page-window.ts';
import type { PageWindow } from './page-window.ts';

/** The server's side: rows 0 to total-1, the cursor is the last row. */
function read(total: number, window: PageWindow<number>, index: number): PageWindow<number> {
  const cursor = window.cursors[index];
  const from = cursor === null || cursor === undefined ? 0 : Number(cursor) + 1;
  const rows = Array.from({ length: Math.max(0, Math.min(window.pageSize, total - from)) }, (_, at) => from + at);
  return withPage(window, index, {
    rows,
    endCursor: rows.length > 0 ? String(rows.at(-1)) : null,
    hasMore: from + rows.length < total,
  });
}

describe('PageWindow', () => {
  it('scrolls through a million rows in bounded memory and finds each row again', () => {
    let window = emptyWindow<number>(1_000);
    let most = 0;
    for (let first = 0; first < 1_000_000; first += 1_000) {
      for (const index of missingPages(window, first, first + 30)) window = read(1_000_000, window, index);
      window = trimmed(window, first, first + 30, 3);
      most = Math.max(most, window.pages.filter(Boolean).length);
    }
    expect([window.known, hasMore(window), most]).toEqual([1_000_000, false, 4]);
    expect(rowAt(window, 999_999)).toBe(999_999);
    expect(rowAt(window, 123_456)).toBeUndefined();
    expect(missingPages(window, 123_456, 123_480)).toEqual([123, 124]);
    window = read(1_000_000, window, 123);
    expect(rowAt(window, 123_456)).toBe(123_456);
  });

  it('reads only what is near, one page ahead, and not beyond what it can ask for', () => {
    const window = read(500, emptyWindow<number>(100), 0);
    expect(missingPages(window, 0, 30)).toEqual([1]);
    expect(missingPages(window, 0, 350)).toEqual([1]);
    expect(missingPages(emptyWindow(100), 0, 30)).toEqual([0]);
  });

  it('takes a page that changed, grew or ended where it is read again', () => {
    let window = emptyWindow<number>(100);
    for (const index of [0, 1, 2]) window = read(250, window, index);
    expect([window.known, hasMore(window)]).toEqual([250, false]);
    expect([read(260, window, 2).known, hasMore(read(400, window, 2))]).toEqual([260, true]);
    const shorter = read(150, window, 1);
    expect([shorter.known, hasMore(shorter), rowAt(shorter, 200)]).toEqual([150, false, undefined]);
    expect(read(0, window, 0).known).toBe(0);
  });

  it('does not take a page that cannot be placed yet', () => {
    const window = emptyWindow<number>(100);
    expect(withPage(window, 2, { rows: [1], endCursor: '1', hasMore: false })).toBe(window);
  });
});
