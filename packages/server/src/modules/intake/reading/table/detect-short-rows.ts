import { extent, fill } from './detect-table.ts';

/** What a row with fewer cells than columns means in this file. */
export interface DetectedShortRows {
  shortRows: 'pad' | 'reject';
  confidence: number;
}

/**
 * Some programs leave the blank cells at the end of a row away. That is assumed only where short rows are usual and no row
 * ends with a blank cell, and is still asked; in any other file a short row has lost a cell somewhere and is rejected.
 */
export function detectShortRows(data: readonly (readonly string[])[], width: number): DetectedShortRows {
  const rows = data.filter((cells) => fill(cells) > 0);
  const short = rows.filter((cells) => cells.length < width);
  if (rows.length === 0 || short.length / rows.length < 0.05) return { shortRows: 'reject', confidence: 0.95 };
  const cutOff = rows.every((cells) => cells.length > width || extent(cells) === cells.length);
  return { shortRows: cutOff ? 'pad' : 'reject', confidence: 0.6 };
}
