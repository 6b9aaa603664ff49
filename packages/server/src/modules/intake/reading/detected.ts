import type { Encoding, ReadSettings } from './settings.ts';
import type { RefusalCode } from './refusal.ts';
import type { Row } from './rows.ts';

/** What has to be decided before a file can be read. `table`: where it begins; `footer`: where it ends. */
export const DECISIONS = ['encoding', 'delimiter', 'sheet', 'table', 'header', 'footer', 'shortRows'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Below it a decision is put to a person. */
export const CONFIDENCE_LIMIT = 0.8;

/** A column with what it holds. */
export interface DetectedColumn {
  name: string;
  /** Up to five different values of the first rows. */
  samples: string[];
  /** Share of the first rows that have a value, from 0 to 1. */
  filled: number;
}

/** A sheet of a workbook. */
export interface DetectedSheet {
  name: string;
  hidden: boolean;
  empty: boolean;
}

/** What was found out about a file that can be read. */
export interface DetectedTableFile {
  outcome: 'ready' | 'ask';
  settings: ReadSettings;
  /** Confidence of each decision from 0 to 1; 1 when a person made it. */
  confidence: Partial<Record<Decision, number>>;
  /** Decisions below the confidence limit. Reading works without an answer, as the settings say. */
  ask: Decision[];
  /** The next best answer, where there is one. */
  alternatives: { encoding?: Encoding; delimiter?: string };
  /** The first rows as they will be read. */
  sample: Row[];
  columns: DetectedColumn[];
  /** Rows above the table. */
  titles: Row[];
  /** Rows below the table. */
  notes: Row[];
  /** The table has a header and no rows. */
  headerOnly: boolean;
  sheets: DetectedSheet[];
  /** The beginning of the text was plain ASCII only (`encoding` says UTF-8). */
  ascii: boolean;
}

/** A file that is not read. */
export interface RefusedFile {
  outcome: 'refused';
  code: RefusalCode;
  /** A sentence for a person. */
  message: string;
}

export type Detected = DetectedTableFile | RefusedFile;

/** Decisions a person has made; the rest is detected under them. */
export interface DetectOverrides {
  encoding?: Encoding;
  delimiter?: string;
  quote?: '"' | "'" | '';
  escape?: 'doubled' | 'backslash';
  lineEnd?: 'LF' | 'CR';
  skipInitialSpace?: boolean;
  sheet?: string;
  /** Line (text) or row (workbook) of the header; null: there is none. */
  headerLine?: number | null;
  firstDataLine?: number;
  footerRows?: number;
  shortRows?: 'pad' | 'reject';
}
