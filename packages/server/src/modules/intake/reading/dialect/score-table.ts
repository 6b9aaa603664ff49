import { cellType, type CellType } from './cell-type.ts';
import type { ParsedSample } from './parse-sample.ts';

/** How much each type shows that cells were cut rightly. */
const TYPE_WEIGHT: Readonly<Record<CellType, number>> = {
  blank: 0.5,
  number: 1,
  date: 1,
  time: 1,
  email: 1,
  url: 1,
  phone: 1,
  boolean: 1,
  code: 0.9,
  text: 0.75,
  odd: 0.1,
};

/** How much a parsed sample looks like a table, from 0 to about 1: regular widths × recognisable cells × clean quotes. */
export function scoreTable({ records, faults }: ParsedSample): number {
  const filled = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) return 0;
  const widths = new Map<number, number>();
  for (const { cells } of filled) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const quality = 1 - faults / records.length;
  return regularity(widths, filled.length) * recognisable(filled) * quality * quality;
}

/** Row patterns: few widths, each shared by many rows, with more than one cell. */
function regularity(widths: ReadonlyMap<number, number>, rows: number): number {
  let sum = 0;
  let steadiest = 0;
  for (const [width, count] of widths) {
    if (width < 2) continue;
    const share = count / rows;
    sum += share * share * ((width - 1) / width);
    steadiest = Math.max(steadiest, share);
  }
  return Math.sqrt(sum) * (0.5 + 0.5 * steadiest);
}

/** Mean weight of the cells' types, each column also rewarded for being of one type. */
function recognisable(rows: readonly { cells: string[] }[]): number {
  let weight = 0;
  let count = 0;
  for (const { cells } of rows.slice(0, 100)) {
    if (cells.length < 2) continue;
    for (const cell of cells.slice(0, 60)) {
      weight += TYPE_WEIGHT[cellType(cell)] * wholeness(cell);
      count++;
    }
  }
  return count === 0 ? 0 : weight / count;
}

/** Lowers the weight of a cell that seems cut in the wrong place or to hold several cells. */
function wholeness(cell: string): number {
  if (cell.length < 2) return 1;
  if (countOf(cell, '"') % 2 === 1 || countOf(cell, '(') !== countOf(cell, ')')) return 0.3;
  if (cell.includes('\t')) return 0.2;
  if (/[;|]/.test(cell)) return /[\p{L}\p{N}][;|][\p{L}\p{N}]/u.test(cell) ? 0.4 : 0.6;
  return /[\p{L}),],(?! )/u.test(cell) ? 0.7 : 1;
}

function countOf(cell: string, character: string): number {
  let count = 0;
  for (let at = cell.indexOf(character); at !== -1; at = cell.indexOf(character, at + 1)) count++;
  return count;
}
