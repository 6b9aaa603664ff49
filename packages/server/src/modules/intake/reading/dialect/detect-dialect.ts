import type { Dialect } from '../settings.ts';
import { parseSample, type ParsedSample } from './parse-sample.ts';
import { scoreTable } from './score-table.ts';

/** A dialect with what speaks for it. */
export interface DetectedDialect {
  dialect: Dialect;
  parsed: ParsedSample;
  /** From 0 to 1; low when another delimiter explains the sample about as well. */
  confidence: number;
  /** The runner-up's delimiter. */
  alternative: string | null;
}

/** Delimiters in the order of how common they are, with the factor by which rarer ones are held back. */
const DELIMITERS: readonly (readonly [string, number])[] = [
  [',', 1],
  [';', 1],
  ['\t', 1],
  ['|', 1],
  ['\u0001', 0.95],
  ['\u001f', 0.95],
  ['，', 0.8],
  ['；', 0.8],
  ['^', 0.9],
  ['~', 0.85],
  ['¦', 0.9],
  ['¬', 0.9],
  ['§', 0.9],
  [' ', 0.6],
  [':', 0.4],
  ['#', 0.5],
  ['*', 0.5],
];

const SAMPLE_RECORDS = 400;

/**
 * Detects how a text is cut into cells. Every sensible dialect reads the sample; the one that gives the most regular
 * table of the most recognisable values wins. The idea of scoring the pattern of rows together with the types of cells is
 * that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns" (2019), that of
 * measuring the uniformity of the table that of García, "Table uniformity" (2024); the measures here are our own.
 */
export function detectDialect(text: string, whole: boolean, given: Partial<Dialect> = {}): DetectedDialect {
  const lineEnd = given.lineEnd ?? detectLineEnd(text);
  if (given.delimiter !== undefined) {
    const dialect = { ...quoting(text, given.delimiter, lineEnd, whole), ...given };
    return { dialect, parsed: parseSample(text, dialect, whole, SAMPLE_RECORDS), confidence: 1, alternative: null };
  }
  const candidates = DELIMITERS.filter(([delimiter]) => text.includes(delimiter)).map(([delimiter, prior]) => {
    const dialect = { ...quoting(text, delimiter, lineEnd, whole), ...given };
    const parsed = parseSample(text, dialect, whole, SAMPLE_RECORDS);
    return { dialect, parsed, score: prior * scoreTable(parsed) };
  });
  const ranked = candidates.toSorted((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (best === undefined || best.score < SINGLE_COLUMN_SCORE) {
    return singleColumn(text, lineEnd, whole, best?.score ?? 0);
  }
  const rival = second?.score ?? 0;
  const confidence = Math.min(0.99, (0.5 + 0.5 * (1 - rival / best.score) ** 0.5) * Math.min(1, 0.75 + best.score));
  return { dialect: best.dialect, parsed: best.parsed, confidence, alternative: second?.dialect.delimiter ?? null };
}

/** Below it no delimiter makes a table, and the lines are taken as cells of one column. */
const SINGLE_COLUMN_SCORE = 0.12;

function singleColumn(text: string, lineEnd: Dialect['lineEnd'], whole: boolean, doubt: number): DetectedDialect {
  const comma = quoting(text, ',', lineEnd, whole);
  const byComma = parseSample(text, comma, whole, SAMPLE_RECORDS);
  const uncut = byComma.records.every((record) => record.cells.length === 1);
  const dialect: Dialect = uncut ? comma : { ...comma, delimiter: '' };
  const parsed = uncut ? byComma : parseSample(text, dialect, whole, SAMPLE_RECORDS);
  return { dialect, parsed, confidence: doubt > 0.02 ? 0.6 : 0.95, alternative: uncut ? null : ',' };
}

/** CR only where the text has no line feed that ends lines, as when quoted cells alone hold line feeds. */
function detectLineEnd(text: string): Dialect['lineEnd'] {
  let feeds = 0;
  let lone = 0;
  for (let at = text.indexOf('\r'); at !== -1; at = text.indexOf('\r', at + 1)) if (text[at + 1] !== '\n') lone++;
  if (lone === 0) return 'LF';
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) feeds++;
  if (feeds === 0) return 'CR';
  // Both occur: the line end is the one after which lines look alike.
  return regularity(text, '\r') > regularity(text, '\n') ? 'CR' : 'LF';
}

function regularity(text: string, newline: string): number {
  const lines = text.split(newline).slice(0, 200).filter((line) => line.trim() !== '');
  let best = 0;
  for (const [delimiter] of DELIMITERS.slice(0, 4)) {
    const widths = new Map<number, number>();
    for (const line of lines) {
      const width = line.split(delimiter).length;
      if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
    }
    best = Math.max(best, Math.max(0, ...widths.values()) / lines.length);
  }
  return best;
}

/** The quoting that the borders of the cells show. */
function quoting(text: string, delimiter: string, lineEnd: Dialect['lineEnd'], whole: boolean): Dialect {
  const plain: Dialect = { delimiter, quote: '"', escape: 'doubled', lineEnd, skipInitialSpace: false };
  const double = countQuoted(text, delimiter, '"');
  const single = countQuoted(text, delimiter, "'");
  const quote = single.cells > double.cells * 2 ? "'" : '"';
  const counts = quote === "'" ? single : double;
  const dialect: Dialect = { ...plain, quote, skipInitialSpace: delimiter !== ' ' && counts.spaced > counts.cells / 2 };
  if (!text.includes(`\\${quote}`)) return dialect;
  const backslash: Dialect = { ...dialect, escape: 'backslash' };
  const faults = parseSample(text, dialect, whole, SAMPLE_RECORDS).faults;
  const escaped = parseSample(text, backslash, whole, SAMPLE_RECORDS).faults;
  return escaped < faults ? backslash : dialect;
}

/** Cells that begin and end with the quote; `spaced`: those with a space between delimiter and quote. */
function countQuoted(text: string, delimiter: string, quote: string): { cells: number; spaced: number } {
  const border = delimiter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const pattern = new RegExp(`(?<=^|[\\r\\n]|${border})( *)${quote}(?:[^${quote}]|${quote}${quote})*${quote}(?= *(?:$|[\\r\\n]|${border}))`, 'g');
  let cells = 0;
  let spaced = 0;
  for (const match of text.slice(0, 65_536).matchAll(pattern)) {
    cells++;
    if (match[1] !== '') spaced++;
  }
  return { cells, spaced };
}
