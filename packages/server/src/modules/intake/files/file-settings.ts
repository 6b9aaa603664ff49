import type { Detected, DetectedTableFile, DetectOverrides, Encoding } from '../reading/index.ts';
import { ENCODINGS } from '../reading/index.ts';
import { refuse } from '../../../platform/graphql/refused.ts';

/** What a person decided about how a file is read, in the API's terms; what is absent is detected. */
export interface FileSettings {
  readonly encoding?: string | null;
  readonly delimiter?: string | null;
  readonly quote?: string | null;
  readonly escape?: string | null;
  readonly headerRow?: number | null;
  readonly firstRow?: number | null;
  readonly lastRow?: number | null;
  readonly sheet?: string | null;
  readonly noHeader?: boolean | null;
  /** `pad` or `reject`: what becomes of rows with fewer cells than columns. */
  readonly shortRows?: string | null;
  /** How many of the last rows are notes below the table. */
  readonly footerRows?: number | null;
}

const ENCODING_NAMES: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8',
  utf16: 'utf-16le',
  gbk: 'gb18030',
  gb2312: 'gb18030',
  cp936: 'gb18030',
  cp950: 'big5',
  sjis: 'shift_jis',
  cp932: 'shift_jis',
  windows31j: 'shift_jis',
  cp949: 'euc-kr',
  uhc: 'euc-kr',
  latin1: 'windows-1252',
  iso88591: 'windows-1252',
  cp1252: 'windows-1252',
};
const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

/** The reader's terms for a person's decisions. Refuses an encoding or quote it does not know. */
export function overridesOf(settings: FileSettings): DetectOverrides {
  const overrides: DetectOverrides = {};
  if (settings.encoding) overrides.encoding = encodingOf(settings.encoding);
  if (settings.delimiter) overrides.delimiter = DELIMITER_NAMES[settings.delimiter.toLowerCase()] ?? settings.delimiter;
  if (settings.quote !== undefined && settings.quote !== null) {
    const { quote } = settings;
    if (quote !== '"' && quote !== "'" && quote !== '') refuse('INVALID_CHOICE', ['fileSettings', 'quote']);
    overrides.quote = quote;
  }
  if (settings.escape)
    overrides.escape = settings.escape === '\\' || settings.escape === 'backslash' ? 'backslash' : 'doubled';
  if (settings.sheet) overrides.sheet = settings.sheet;
  if (settings.noHeader) overrides.headerLine = null;
  else if (settings.headerRow) overrides.headerLine = settings.headerRow;
  if (typeof settings.footerRows === 'number') overrides.footerRows = Math.max(0, settings.footerRows);
  // The notes below the table are then known to begin after that row.
  if (settings.lastRow) overrides.footerRows = 0;
  if (settings.shortRows) overrides.shortRows = settings.shortRows === 'pad' ? 'pad' : 'reject';
  if (settings.firstRow) overrides.firstDataLine = settings.firstRow;
  return overrides;
}

function encodingOf(name: string): Encoding {
  const plain = name.toLowerCase();
  const known = ENCODINGS.find((encoding) => encoding === plain) ?? ENCODING_NAMES[plain.replaceAll(/[-_\s]/g, '')];
  return known ?? refuse('INVALID_CHOICE', ['fileSettings', 'encoding']);
}

/** What is kept of a detection: everything but the rows themselves. */
export type KeptDetection = Omit<DetectedTableFile, 'sample' | 'titles' | 'notes' | 'columns'> & {
  readonly estimatedRows: number | null;
};

/** What is kept of a detection, with an estimate of the rows from the size of the first ones. */
export function keptDetection(detected: DetectedTableFile, fileSize: number): KeptDetection {
  const { sample, titles: _titles, notes: _notes, columns: _columns, ...rest } = detected;
  return { ...rest, estimatedRows: estimateRows(detected, sample, fileSize) };
}

function estimateRows(
  { settings, headerOnly }: DetectedTableFile,
  sample: DetectedTableFile['sample'],
  fileSize: number,
) {
  if (headerOnly || sample.length === 0) return 0;
  // Packed files tell their size too late to be worth a guess.
  if (settings.kind === 'workbook' || settings.gzip) return null;
  const bytes = sample.reduce((sum, { cells }) => sum + Buffer.byteLength(cells.join(',')) + 1, 0);
  return Math.max(sample.length, Math.round(fileSize / (bytes / sample.length)));
}

/** The detection of a file that can be read. */
export function isReadable(detected: Detected): detected is DetectedTableFile {
  return detected.outcome !== 'refused';
}
