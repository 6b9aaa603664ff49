import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import { detectDocument, looksBinary } from '../container.ts';
import type { Decision, DetectedTableFile, DetectOverrides } from '../detected.ts';
import { summarise } from '../summarise.ts';
import { detectDialect } from '../dialect/detect-dialect.ts';
import { parseSample, type SampleRecord } from '../dialect/parse-sample.ts';
import { createDecoder } from '../encoding/decode.ts';
import { detectEncoding } from '../encoding/detect-encoding.ts';
import { readRows } from '../read-rows.ts';
import { FileRefused } from '../refusal.ts';
import type { RowBatch } from '../rows.ts';
import type { Dialect, Encoding, TextSettings } from '../settings.ts';
import { detectFooter } from '../table/detect-footer.ts';
import { detectTable, type SeenRecord } from '../table/detect-table.ts';
import { detectShortRows } from '../table/detect-short-rows.ts';
import { readWindows } from './read-windows.ts';
import { unwrapTextFormulas } from './unwrap-text-formula.ts';

/** Records of the beginning that are looked at. */
const SEEN_RECORDS = 1_000;

/** Detects how a delimited text is to be read; see `detectFile`. */
export async function detectText(
  file: StoredBytes,
  size: number,
  gzip: boolean,
  overrides: DetectOverrides,
): Promise<DetectedTableFile> {
  const seen = await readWindows(file, size, gzip);
  if (seen.prefix.length === 0) throw new FileRefused('FILE_EMPTY');
  const guess = detectEncoding(seen.windows);
  if (guess === null && overrides.encoding === undefined) throw new FileRefused('UNSUPPORTED_ENCODING');
  const encoding = overrides.encoding ?? guess?.encoding ?? 'utf-8';
  if (!encoding.startsWith('utf-16') && looksBinary(seen.prefix)) throw new FileRefused('BINARY');

  const text = decode(seen.prefix, encoding);
  if (/^[\s,;|"'\ufeff]*$/.test(text)) throw new FileRefused('NO_TABLE');
  const document = detectDocument(text);
  if (document !== null) throw new FileRefused(document);
  const sample = seen.whole ? text : wholeLines(text);
  if (!seen.whole && sample === '') throw new FileRefused('FIRST_LINE_TOO_LONG');

  // The first line by which Excel is told the delimiter.
  const told = /^sep=(.)\r?\n/i.exec(sample);
  const dialectOverrides = pickDialect(overrides, told?.[1]);
  const detected = detectDialect(sample.slice(told?.[0].length ?? 0), seen.whole, dialectOverrides);
  const { dialect } = detected;
  const records = toSeen(parseSample(sample, dialect, seen.whole, SEEN_RECORDS).records).slice(told ? 1 : 0);
  const table = detectTable(records, overrides);
  if (table === null) throw new FileRefused('NO_TABLE');

  const width = table.columns.length;
  const data = records.slice(table.firstData === -1 ? records.length : table.firstData);
  const all = seen.whole && records.length < SEEN_RECORDS;
  const last = all ? data : seen.tail === null ? [] : tailRecords(seen.tail, encoding, dialect);
  const footer = detectFooter(
    last.map((record) => record.cells),
    width,
    false,
  );
  const short = detectShortRows(withoutLast(data, all ? footer.rows : 0), width);
  const settings: TextSettings = {
    kind: 'text',
    gzip,
    encoding,
    dialect,
    shortRows: overrides.shortRows ?? short.shortRows,
    columns: table.columns,
    headerLine: table.headerLine,
    firstDataLine: table.firstDataLine,
    footerRows: overrides.footerRows ?? footer.rows,
  };
  const confidence: Partial<Record<Decision, number>> = {
    encoding: overrides.encoding === undefined ? (guess?.confidence ?? 0) : 1,
    delimiter: detected.confidence,
    table: table.startConfidence,
    header: table.headerConfidence,
    footer: overrides.footerRows === undefined ? footer.confidence : 1,
    shortRows: overrides.shortRows === undefined ? short.confidence : 1,
  };
  const first = await firstBatch(file, settings);
  return summarise(settings, confidence, {
    rows: first?.rows ?? [],
    rejected: first?.rejected.length ?? 0,
    titles: table.titleRows,
    notes: settings.footerRows === 0 ? [] : last.filter(isFilled).slice(-settings.footerRows),
    alternatives: {
      ...(guess?.alternative ? { encoding: guess.alternative } : {}),
      ...(detected.alternative === null ? {} : { delimiter: detected.alternative }),
    },
    ascii: guess?.ascii ?? false,
    sheets: [],
  });
}

async function firstBatch(file: StoredBytes, settings: TextSettings): Promise<RowBatch | undefined> {
  // Left by `return`, the loop closes the file.
  for await (const batch of readRows(file, settings)) return batch;
  return undefined;
}

function decode(bytes: Buffer, encoding: Encoding): string {
  const text = createDecoder(encoding)(bytes);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** The text up to its last line end, without the line that the prefix cut. */
function wholeLines(text: string): string {
  return text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}

function pickDialect(overrides: DetectOverrides, told: string | undefined): Partial<Dialect> {
  const delimiter = overrides.delimiter ?? told;
  const { quote, escape, lineEnd, skipInitialSpace } = overrides;
  const given = { delimiter, quote, escape, lineEnd, skipInitialSpace };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function toSeen(records: readonly SampleRecord[]): SeenRecord[] {
  for (const { cells } of records) unwrapTextFormulas(cells);
  return records.map(({ line, cells, next }) => ({ number: line, cells, next }));
}

/** The records of the end of the file; the first is dropped, since the window may begin inside it. */
function tailRecords(tail: Buffer, encoding: Encoding, dialect: Dialect): SeenRecord[] {
  const text = decode(tail, encoding);
  const start = text.indexOf(dialect.lineEnd === 'LF' ? '\n' : '\r') + 1;
  return toSeen(parseSample(text.slice(start), dialect, true, Infinity).records);
}

function isFilled(record: SeenRecord): boolean {
  return record.cells.some((cell) => cell.trim() !== '');
}

/** The cells of the filled records but the last few. */
function withoutLast(records: readonly SeenRecord[], count: number): string[][] {
  const filled = records.filter(isFilled).map((record) => record.cells);
  return filled.slice(0, filled.length - count);
}
