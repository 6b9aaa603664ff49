/**
 * Browsers do not draw elements of tens of millions of pixels. Up to this height (px) one pixel scrolled is one pixel of the list; beyond,
 * the scroll bar's way is stretched over the list.
 */
export const TALLEST = 12_000_000;

/** What is shown of a long list at a scroll position. */
export interface VisibleRange {
  readonly first: number;
  readonly last: number;
  /** Where the first of these rows is drawn, in px from the top of the scrolled area. */
  readonly offset: number;
  /** Height of the scrolled area, px. */
  readonly height: number;
}

/** The rows to draw (with `spare` more above and below) at a scroll position. All lengths in px. */
export function visibleRange(
  { count, rowHeight, viewport, scrollTop }: { count: number; rowHeight: number; viewport: number; scrollTop: number },
  spare = 6,
): VisibleRange {
  const real = count * rowHeight;
  const height = Math.min(real, TALLEST);
  const way = Math.max(1, height - viewport);
  const at = Math.min(Math.max(0, scrollTop), way);
  const realTop = real > height ? (at / way) * (real - viewport) : at;
  const first = Math.max(0, Math.floor(realTop / rowHeight) - spare);
  const last = Math.min(count - 1, Math.ceil((realTop + viewport) / rowHeight) + spare);
  return { first, last, offset: at - (realTop - first * rowHeight), height };
}

/** The scroll position that brings a row into view: unchanged when it is there already. All lengths in px. */
export function scrollTopFor(
  row: number,
  { count, rowHeight, viewport, scrollTop }: { count: number; rowHeight: number; viewport: number; scrollTop: number },
): number {
  const real = count * rowHeight;
  const height = Math.min(real, TALLEST);
  const scale = real > height ? (real - viewport) / Math.max(1, height - viewport) : 1;
  const realTop = scrollTop * scale;
  const wanted = row * rowHeight < realTop ? row * rowHeight : Math.max(realTop, (row + 1) * rowHeight - viewport);
  return Math.max(0, Math.min(wanted, real - viewport) / scale);
}
