import { nameColumns } from './name-columns.ts';
import { cellType, VALUE_TYPES } from '../dialect/cell-type.ts';
import { detectHeader } from './detect-header.ts';
import { isHeaderWord } from './header-words.ts';

/** A record of the part of a file that is looked at. `number`: its line or row. */
export interface SeenRecord {
  number: number;
  cells: string[];
  /** Line or row after the record. */
  next: number;
}

/** Where a table lies among the records. */
export interface DetectedTable {
  columns: string[];
  headerLine: number | null;
  firstDataLine: number;
  /** Index of the first data record among those given. */
  firstData: number;
  titleRows: SeenRecord[];
  headerConfidence: number;
  startConfidence: number;
}

/** What a person has already decided. */
export interface TableOverrides {
  /** Line or row of the header; null: there is none. */
  headerLine?: number | null | undefined;
  firstDataLine?: number | undefined;
}

const SEARCHED_ROWS = 40;

/** Finds the header and the first data record; null when no record holds anything. */
export function detectTable(records: readonly SeenRecord[], overrides: TableOverrides = {}): DetectedTable | null {
  const filled = records.filter((record) => fill(record.cells) > 0);
  if (filled.length === 0) return null;
  const given = locateGiven(filled, overrides);
  const found = given ?? findStart(filled);
  const guess = detectHeader(
    filled[found]?.cells ?? [],
    filled.slice(found + 1).map((record) => record.cells),
  );
  const told = overrides.headerLine !== undefined;
  const hasHeader = told ? overrides.headerLine !== null : guess.header;
  const start = given === null && !hasHeader ? firstDataRow(filled, found) : found;
  const first = filled[start];
  if (first === undefined) return null;
  let data = hasHeader ? start + 1 : start;
  // Some exports repeat the header.
  while (hasHeader && overrides.firstDataLine === undefined && sameCells(filled[data], first)) data++;
  const rows = filled.slice(data);
  const width = tableWidth(hasHeader ? first.cells : [], rows);
  const before = filled[data - 1];
  const firstDataLine = overrides.firstDataLine ?? (data > start && before ? before.next : first.number);
  const titleRows = filled.slice(0, start);
  return {
    columns: nameColumns(hasHeader ? first.cells : [], width),
    headerLine: hasHeader ? first.number : null,
    firstDataLine,
    firstData: records.findIndex((record) => record.number >= firstDataLine),
    titleRows,
    headerConfidence: told ? 1 : Math.min(guess.confidence, mostHeaderConfidence(first, rows, hasHeader, start > 0)),
    startConfidence: given === null ? startConfidence(titleRows, first, hasHeader) : 1,
  };
}

/** How sure one can be of a header at most, by what speaks against any reading. */
function mostHeaderConfidence(
  first: SeenRecord,
  rows: readonly SeenRecord[],
  hasHeader: boolean,
  titles: boolean,
): number {
  if (rows.length === 0) return 0.7;
  // A line above rows that have no header may be a header written in another way.
  if (!hasHeader) return titles ? 0.7 : 1;
  // Names fewer than the cells of the rows: a name is missing somewhere, or the rows end with a delimiter.
  const longer = rows.filter(({ cells }) => cells.length > first.cells.length).length;
  return longer > rows.length / 2 ? 0.6 : 1;
}

function startConfidence(titles: readonly SeenRecord[], first: SeenRecord, hasHeader: boolean): number {
  if (titles.length === 0) return 0.97;
  const width = first.cells.length;
  // Without a header, or in a single column, what was taken for titles may be rows.
  const alike = titles.some(({ cells }) => cells.length === width) && (!hasHeader || width < 2);
  return alike || titles.length >= 10 ? 0.7 : 0.85;
}

function locateGiven(filled: readonly SeenRecord[], overrides: TableOverrides): number | null {
  const line = overrides.headerLine ?? overrides.firstDataLine;
  if (line === undefined || line === null) return null;
  const index = filled.findIndex((record) => record.number >= line);
  return index === -1 ? null : index;
}

/** The first row that is about as wide and as filled as the table below it; what stands above are titles. */
function findStart(filled: readonly SeenRecord[]): number {
  const width = commonWidth(filled);
  if (width < 2) return findSingleColumnStart(filled);
  const typical = median(
    filled
      .slice(1)
      .filter(({ cells }) => cells.length >= width)
      .map(({ cells }) => fill(cells)),
  );
  if (typical < 2) {
    // Rows are nearly blank; only a complete one near the top can be a header.
    return Math.max(
      0,
      filled.slice(0, 5).findIndex(({ cells }) => cells.length === width && fill(cells) === width),
    );
  }
  const needed = Math.max(2, Math.ceil(Math.min(typical, width) * 0.6));
  const start = filled.slice(0, SEARCHED_ROWS).findIndex(({ cells }, index) => {
    // A header may lack the name of the first column, when rows were written with their names.
    const oneShort = index === 0 && width > 2 && cells.length === width - 1 && fill(cells) === cells.length;
    if (cells.length < width && !oneShort) return false;
    return fill(cells) >= needed;
  });
  return start >= 0 && isHeaderBelow(filled, start, width) ? start + 1 : Math.max(0, start);
}

/** Whether a row wider than the table stands right above one that names its columns: a title that holds delimiters. */
function isHeaderBelow(filled: readonly SeenRecord[], start: number, width: number): boolean {
  const next = filled[start + 1];
  if ((filled[start]?.cells.length ?? 0) <= width || next?.cells.length !== width) return false;
  const below = filled.slice(start + 2, start + 50).map(({ cells }) => cells);
  const { header, confidence } = detectHeader(next.cells, below);
  return below.length > 2 && header && confidence > 0.9;
}

/** In a single column only a gap or a word that names a column tells a title from a value. */
function findSingleColumnStart(filled: readonly SeenRecord[]): number {
  const top = filled.slice(0, 5);
  const gap = top.findLastIndex((record, index) => {
    const before = filled[index - 1];
    return before !== undefined && record.number > before.next;
  });
  if (gap > 0) return gap;
  const word = top.findIndex(({ cells }) => isHeaderWord(cells[0] ?? ''));
  return Math.max(0, word);
}

/** Without a header, sparse rows right above belong to the table when they are as wide and hold values like those below. */
function firstDataRow(filled: readonly SeenRecord[], found: number): number {
  const width = filled[found]?.cells.length ?? 0;
  let start = found;
  for (; start > 0; start--) {
    const above = filled[start - 1];
    if (above === undefined || above.cells.length !== width) break;
    const likeBelow = above.cells.some((cell, column) => {
      const type = cellType(cell);
      return (
        VALUE_TYPES.has(type) &&
        filled.slice(found, found + 20).some((row) => cellType(row.cells[column] ?? '') === type)
      );
    });
    // A title stands alone in the first cell.
    const alone = fill(above.cells) < 2 && above.cells[0]?.trim() !== '';
    if (!likeBelow && alone) break;
  }
  return start;
}

/** The width of most rows with more than one cell; of equally common ones the first row's. */
function commonWidth(filled: readonly SeenRecord[]): number {
  const widths = new Map<number, number>();
  for (const { cells } of filled) {
    const width = cells.length;
    widths.set(width, (widths.get(width) ?? 0) + (width > 1 ? 1 : 0.5));
  }
  return [...widths].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [1, 0])[0];
}

/** The header's width, or that of the rows when most of them are wider. */
function tableWidth(header: readonly string[], rows: readonly SeenRecord[]): number {
  const lasting = rows.map(({ cells }) => extent(cells));
  const wider = lasting.filter((width) => width > header.length);
  if (header.length === 0) return Math.max(1, commonWidth(rows));
  if (wider.length <= rows.length / 2) return header.length;
  return Math.max(header.length, median(wider));
}

/** Cells that are not blank. */
export function fill(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) if (cell.trim() !== '') count++;
  return count;
}

/** Cells up to the last that is not blank. */
export function extent(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function sameCells(record: SeenRecord | undefined, other: SeenRecord): boolean {
  return record !== undefined && record.cells.join('\u0000') === other.cells.join('\u0000');
}
