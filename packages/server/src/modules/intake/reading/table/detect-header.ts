import { cellType, VALUE_TYPES } from '../dialect/cell-type.ts';
import { isHeaderWord } from './header-words.ts';

const COMPARED_ROWS = 50;

/** Whether the first row of a table names its columns. */
export interface DetectedHeader {
  header: boolean;
  /** From 0 to 1. */
  confidence: number;
}

/** Decides whether `first` is a header, by how it differs from the rows below it, column by column. */
export function detectHeader(first: readonly string[], below: readonly (readonly string[])[]): DetectedHeader {
  const rows = below.slice(0, COMPARED_ROWS);
  let evidence = 0;
  let words = 0;
  first.forEach((cell, index) => {
    if (isHeaderWord(cell)) words++;
    evidence += compareColumn(
      cell,
      rows.map((row) => row[index] ?? ''),
    );
  });
  const filled = first.map((cell) => cell.trim()).filter((cell) => cell !== '');
  evidence += Math.min(words, 4) * 1.2;
  evidence += new Set(filled).size === filled.length ? 0.3 : -0.3;
  if (filled.some((cell) => cell.length > 120)) evidence -= 1;
  const weight = Math.abs(evidence) / Math.sqrt(Math.max(1, Math.min(first.length, 9)));
  return { header: evidence > 0, confidence: Math.min(0.99, 1 / (1 + Math.exp(-2.2 * weight))) };
}

/** Positive when the cell is unlike its column, negative when it is like it. */
function compareColumn(cell: string, column: readonly string[]): number {
  const type = cellType(cell);
  const values = column.filter((value) => value.trim() !== '');
  if (type === 'blank') return values.length > 0 ? -0.2 : 0;
  const types = values.map(cellType);
  const isValue = VALUE_TYPES.has(type);
  // Years and plain small numbers also name columns; other values do not.
  if (isValue && values.length === 0) return /^(19|20)\d\d$/.test(cell.trim()) ? 0 : -0.8;
  const same = types.filter((other) => other === type || (isValue && VALUE_TYPES.has(other))).length;
  if (isValue) return same / types.length > 0.5 ? -1.5 : -0.3;
  const others = types.filter((other) => VALUE_TYPES.has(other)).length;
  if (values.length === 0) return 0.1;
  if (others / types.length > 0.6) return 1.2;
  if (values.includes(cell)) return -1;
  const digits = values.filter((value) => /\d/.test(value)).length / values.length;
  if (digits > 0.8 && !/\d/.test(cell)) return 0.8;
  return 0;
}
