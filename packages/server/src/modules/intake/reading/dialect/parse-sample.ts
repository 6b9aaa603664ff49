import type { Dialect } from '../settings.ts';
import { createRecordScanner } from '../text/scan-record.ts';

/** A record of the sample. */
export interface SampleRecord {
  /** Line of the sample, from 1. */
  line: number;
  cells: string[];
  /** Line of the next record. */
  next: number;
}

/** The sample as one dialect reads it. */
export interface ParsedSample {
  records: SampleRecord[];
  /** Records whose quotes do not fit the dialect; they are read line by line, as if unquoted. */
  faults: number;
  /** Lines of the sample. */
  lines: number;
}

/** Reads a sample leniently: no record is dropped. `whole`: the sample is the entire file. */
export function parseSample(text: string, dialect: Dialect, whole: boolean, maxRecords: number): ParsedSample {
  const scanner = createRecordScanner(dialect);
  scanner.setText(text);
  const newline = dialect.lineEnd === 'LF' ? '\n' : '\r';
  const records: SampleRecord[] = [];
  let faults = 0;
  let line = 1;
  for (let at = 0; at < text.length && records.length < maxRecords;) {
    const start = at;
    const outcome = scanner.scan(start, whole);
    if (outcome === 'MORE' && records.length > 0) break;
    if (outcome === 'READ') {
      at = scanner.end;
      records.push({ line, cells: scanner.cells, next: line });
    } else {
      faults++;
      const end = text.indexOf(newline, start);
      at = end === -1 ? text.length : end + 1;
      const raw = text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
      records.push({ line, cells: dialect.delimiter === '' ? [raw] : raw.split(dialect.delimiter), next: line });
    }
    const last = records.at(-1);
    for (let i = text.indexOf(newline, start); i !== -1 && i < at; i = text.indexOf(newline, i + 1)) line++;
    if (last !== undefined) last.next = at >= text.length && line === last.line ? line + 1 : line;
  }
  return { records, faults, lines: line };
}
