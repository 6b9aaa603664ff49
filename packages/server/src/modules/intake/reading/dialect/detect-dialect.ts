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

const COMMON_DELIMITERS = [',', ';', '\t', '|'];

const SAMPLE_RECORDS = 400;

/**
 * Detects how a text is cut into cells. Every sensible dialect reads the sample; the one that gives the most regular
 * table of the most recognisable values wins. The idea of scoring the pattern of rows together with the types of cells is
 * that of van den Burg, Nazábal and Sutton, "Wrangling messy CSV files by detecting row and type patterns" (2019), that of
 * measuring the uniformity of the table that of García, "Table uniformity" (2024); the measures here are our own.
 */
export function detectDialect(text: string, whole: boolean, given: Partial<Dialect> = {}): DetectedDialect {
  const lineEnd = given.lineEnd ?? detectLineEnd(text, whole);
  if (given.delimiter !== undefined) {
    const dialect = { ...quoting(text, given.delimiter, lineEnd, whole), ...given };
    return { dialect, parsed: parseSample(text, dialect, whole, SAMPLE_RECORDS), confidence: 1, alternative: null };
  }
  const candidates = DELIMITERS.filter(([delimiter]) => text.includes(delimiter)).map(([delimiter, prior]) => {
    const dialect = { ...quoting(text, delimiter, lineEnd, whole), ...given };
    const parsed = parseSample(text, dialect, whole, SAMPLE_RECORDS);
    return { dialect, parsed, prior, score: prior * scoreTable(parsed) };
  });
  const ranked = candidates.toSorted((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (best === undefined || best.score < SINGLE_COLUMN_SCORE) {
    return singleColumn(text, lineEnd, whole, best?.score ?? 0);
  }
  const rival = second?.score ?? 0;
  const lead = 0.5 + 0.5 * Math.sqrt(1 - rival / best.score);
  // A rare delimiter that shows in a few records only may be chance.
  const most = best.prior < 1 && best.parsed.records.length < 6 ? 0.7 : 0.99;
  const evidence = 1 - 0.08 / best.parsed.records.length;
  const confidence = Math.min(most, evidence * lead * Math.min(1, 0.5 + 1.5 * best.score));
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

/** CR only where it, and not the line feed, ends lines; where both occur, the one whose lines make the better table. */
function detectLineEnd(text: string, whole: boolean): Dialect['lineEnd'] {
  if (!/\r(?!\n)/.test(text)) return 'LF';
  if (!text.includes('\n')) return 'CR';
  return bestScore(text, 'CR', whole) > bestScore(text, 'LF', whole) ? 'CR' : 'LF';
}

function bestScore(text: string, lineEnd: Dialect['lineEnd'], whole: boolean): number {
  const scores = COMMON_DELIMITERS.map((delimiter) => {
    const parsed = parseSample(text, quoting(text, delimiter, lineEnd, whole), whole, SAMPLE_RECORDS);
    // A single record is always regular.
    return scoreTable(parsed) * (1 - 0.5 / Math.max(1, parsed.records.length));
  });
  return Math.max(...scores);
}

/** The quoting that the borders of the cells show. */
function quoting(text: string, delimiter: string, lineEnd: Dialect['lineEnd'], whole: boolean): Dialect {
  const plain: Dialect = { delimiter, quote: '"', escape: 'doubled', lineEnd, skipInitialSpace: false };
  const double = countQuoted(text, delimiter, '"');
  const single = countQuoted(text, delimiter, "'");
  const quote = single.cells > double.cells * 2 ? "'" : '"';
  const counts = quote === "'" ? single : double;
  const dialect: Dialect = { ...plain, quote, skipInitialSpace: delimiter !== ' ' && counts.spaced > counts.inner / 2 };
  if (!text.includes(`\\${quote}`)) return dialect;
  const backslash: Dialect = { ...dialect, escape: 'backslash' };
  const faults = parseSample(text, dialect, whole, SAMPLE_RECORDS).faults;
  const escaped = parseSample(text, backslash, whole, SAMPLE_RECORDS).faults;
  return escaped < faults ? backslash : dialect;
}

/** Cells that begin and end with the quote; `inner`: those after a delimiter; `spaced`: of these, those after a space. */
function countQuoted(text: string, delimiter: string, quote: string): { cells: number; inner: number; spaced: number } {
  const border = delimiter.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const pattern = new RegExp(
    `(?<=^|[\\r\\n]|${border})( *)${quote}[^${quote}]*(?:${quote}${quote}[^${quote}]*)*${quote}(?= *(?:$|[\\r\\n]|${border}))`,
    'g',
  );
  let cells = 0;
  let inner = 0;
  let spaced = 0;
  for (const match of text.slice(0, 65_536).matchAll(pattern)) {
    cells++;
    if (match.index === 0 || /[\r\n]/.test(text[match.index - 1] ?? '')) continue;
    inner++;
    if (match[1] !== '') spaced++;
  }
  return { cells, inner, spaced };
}
