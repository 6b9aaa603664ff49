import type { RejectionCode } from './refusal.ts';

/** A record of the table. `number`: its line in the text, or its row in the sheet, from 1. */
export interface Row {
  number: number;
  /** As many as the settings have columns. */
  cells: string[];
}

/** A record that could not be read. */
export interface RejectedRow {
  number: number;
  code: RejectionCode;
  /** A sentence for a person. */
  reason: string;
  /** The beginning of the record as it stands in the file. */
  raw: string;
}

/** Where reading can be taken up again, at the cost of at most one block of text. Plain data, to be stored. */
export interface ResumePoint {
  /** Byte of the text (unpacked) to read from; 0 for a workbook. */
  offset: number;
  /** Line at that byte. */
  line: number;
  /** Records (rows and rejections) after that byte that were already handed out. */
  skip: number;
}

/** Up to about a thousand records in the order of the file. */
export interface RowBatch {
  rows: Row[];
  rejected: RejectedRow[];
  /** Blank records passed over, by their numbers' count. */
  blank: number;
  /** Records handed out so far, this batch and those skipped included. */
  read: number;
  /** Give it to `readRows` to go on after this batch. */
  resume: ResumePoint;
  /** Notes below the table; only in the last batch. */
  notes: Row[];
}
