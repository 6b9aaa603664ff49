/**
 * Encodings that are read. `windows-1252` also reads ISO 8859-1, `gb18030` also GBK and GB 2312. Those after it are not
 * detected: a text in one of them is asked about, and a person may choose it.
 */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1258',
  'windows-874',
  'koi8-r',
  'macintosh',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How text is cut into records and cells. */
export interface Dialect {
  /** One or more characters; empty for a file with a single column whose lines are never cut. */
  delimiter: string;
  /** `''`: no cell is quoted. */
  quote: '"' | "'" | '';
  /** How a quote inside a quoted cell is written. */
  escape: 'doubled' | 'backslash';
  /** LF also reads CRLF. CR is the old Macintosh line end. */
  lineEnd: 'LF' | 'CR';
  /** Spaces after a delimiter do not belong to the cell. */
  skipInitialSpace: boolean;
}

interface TableSettings {
  /** Column names: trimmed, unique, none blank. Their number is the width of the table. */
  columns: string[];
  /** Line (text, from 1) or row (workbook, from 1) of the header; null when there is none. */
  headerLine: number | null;
  /** First line or row that holds data. */
  firstDataLine: number;
  /** How many of the last non-blank records are notes below the table. */
  footerRows: number;
}

/** What `readRows` needs to read delimited text. */
export interface TextSettings extends TableSettings {
  kind: 'text';
  gzip: boolean;
  encoding: Encoding;
  dialect: Dialect;
  /** A row with fewer cells than columns: filled up with blanks, or rejected. */
  shortRows: 'pad' | 'reject';
}

/** What `readRows` needs to read one sheet of an XLSX workbook. */
export interface WorkbookSettings extends TableSettings {
  kind: 'workbook';
  gzip: boolean;
  /** Name of the sheet. */
  sheet: string;
}

/** Everything that decides how a file is read. Plain data: it is stored with the import, so a resumed one reads the same. */
export type ReadSettings = TextSettings | WorkbookSettings;

/** Bounds that keep memory flat; characters are UTF-16 units. */
export const LIMITS = {
  /** Longest cell. A quoted cell not closed within it is an unclosed quote. */
  cellCharacters: 131_072,
  /** Longest line in bytes; longer ones are skipped over and rejected. */
  lineBytes: 1_048_576,
  /** Longest record of several lines. */
  recordCharacters: 1_048_576,
  /** Widest table. */
  columns: 4_096,
  /** Characters kept of a rejected row. */
  excerptCharacters: 1_000,
  /** Rows and rejections in a batch. */
  batchRows: 1_000,
  /** Characters from which on a batch of fewer rows is full: what is in memory is bounded, however long the rows are. */
  batchCharacters: 4_194_304,
} as const;
