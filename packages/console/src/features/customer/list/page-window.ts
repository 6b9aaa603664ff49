/**
 * The rows of a list read page by page with cursors. A page's place is known once the page before it was read; rows far from view are
 * given up while their cursors stay, so they can be read again and memory stays bounded however far somebody scrolls.
 */
export interface PageWindow<Row> {
  readonly pageSize: number;
  /** By position; undefined: not read yet or given up. */
  readonly pages: readonly (readonly Row[] | undefined)[];
  /** What to ask a page with; `null` is the beginning. One longer than the pages seen while there are more. */
  readonly cursors: readonly (string | null)[];
  /** Rows from the beginning to the end of the furthest page ever read. */
  readonly known: number;
}

/** What a read page brings. */
export interface ReadPage<Row> {
  readonly rows: readonly Row[];
  readonly endCursor: string | null;
  readonly hasMore: boolean;
}

/** A list of which nothing was read. */
export function emptyWindow<Row>(pageSize: number): PageWindow<Row> {
  return { pageSize, pages: [], cursors: [null], known: 0 };
}

/** Whether there are rows after those known. */
export function hasMore(window: PageWindow<unknown>): boolean {
  return window.cursors.length > window.pages.length;
}

/** The row at a position, if it is at hand. */
export function rowAt<Row>({ pages, pageSize }: PageWindow<Row>, position: number): Row | undefined {
  return pages[Math.floor(position / pageSize)]?.[position % pageSize];
}

/** The list with a page that was read at `index`. The furthest page decides how far the list is known. */
export function withPage<Row>(window: PageWindow<Row>, index: number, page: ReadPage<Row>): PageWindow<Row> {
  if (index > window.pages.length) return window;
  const isLast = index >= window.pages.length - 1;
  const pages = index === window.pages.length ? [...window.pages, page.rows] : window.pages.with(index, page.rows);
  if (!isLast) {
    const ended = !page.hasMore;
    if (!ended) return { ...window, pages };
    // The list became shorter than it was: what was behind is gone.
    return {
      ...window,
      pages: pages.slice(0, index + 1),
      cursors: window.cursors.slice(0, index + 1),
      known: index * window.pageSize + page.rows.length,
    };
  }
  const cursors = window.cursors.slice(0, index + 1);
  return {
    ...window,
    pages,
    cursors: page.hasMore && page.endCursor !== null ? [...cursors, page.endCursor] : cursors,
    known: index * window.pageSize + page.rows.length,
  };
}

/** The pages to read so that the rows from `first` to `last` can be shown, with `ahead` pages more below; nearest first. */
export function missingPages(window: PageWindow<unknown>, first: number, last: number, ahead = 1): readonly number[] {
  const { pageSize, pages, cursors } = window;
  const from = Math.max(0, Math.floor(first / pageSize));
  const to = Math.min(cursors.length - 1, Math.floor(last / pageSize) + ahead);
  const missing: number[] = [];
  for (let index = from; index <= to; index += 1) if (pages[index] === undefined) missing.push(index);
  return missing;
}

/** The list without the rows of pages further than `keep` pages from those shown. */
export function trimmed<Row>(window: PageWindow<Row>, first: number, last: number, keep: number): PageWindow<Row> {
  const from = Math.floor(first / window.pageSize) - keep;
  const to = Math.floor(last / window.pageSize) + keep;
  const isFar = (index: number): boolean => index < from || index > to;
  if (!window.pages.some((page, index) => page !== undefined && isFar(index))) return window;
  return { ...window, pages: window.pages.map((page, index) => (isFar(index) ? undefined : page)) };
}
