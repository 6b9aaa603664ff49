import { LIMITS, type Dialect } from '../settings.ts';
import type { RejectionCode } from '../refusal.ts';
import { UNDECODABLE } from './decode-block.ts';
import { createRecordScanner } from './scan-record.ts';
import { mayHoldTextFormulas, unwrapTextFormulas } from './unwrap-text-formula.ts';

/** What the parser finds, in the order of the file. Lines count from 1; a record has the number of its first line. */
export interface RecordSink {
  record(line: number, cells: string[], raw: () => string): void;
  reject(line: number, code: RejectionCode, raw: string): void;
}

/** Cuts blocks of whole lines into records. */
export interface RecordParser {
  /** Line that the next record begins at. */
  readonly line: number;
  /** Whether a record begun in an earlier block is still open. */
  readonly open: boolean;
  push(text: string, damaged: boolean): void;
  /** A line too long to be held stood here. */
  pushTooLong(excerpt: string): void;
  end(): void;
}

/**
 * A parser that never lets one bad record take others with it. When a quoted cell is not closed, is closed in the wrong
 * place, or a record of several lines has not the width of the table, reading resumes at the first of the following lines
 * that reads by itself with the right width; what lies before is rejected as one. The result does not depend on where the
 * blocks were cut.
 */
export function createRecordParser(dialect: Dialect, width: number, firstLine: number, sink: RecordSink): RecordParser {
  const scanner = createRecordScanner(dialect);
  const single = createRecordScanner(dialect);
  const newline = dialect.lineEnd === 'LF' ? '\n' : '\r';
  let held = '';
  let heldDamaged = false;
  let line = firstLine;

  function countLines(text: string, from: number, to: number): number {
    let count = 0;
    for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1)) count++;
    return count;
  }

  function nextLine(text: string, from: number): number {
    const at = text.indexOf(newline, from);
    return at === -1 ? text.length : at + 1;
  }

  /** Where reading resumes after a bad record that began at `start` and was scanned up to `reached`. */
  function resumeAfter(text: string, start: number, reached: number): number {
    let at = nextLine(text, start);
    while (at < reached) {
      const end = nextLine(text, at);
      single.setText(text.slice(at, end));
      if (single.scan(0, true) === 'READ' && single.cells.length === width) return at;
      at = end;
    }
    return at;
  }

  function check(raw: string, damaged: boolean): RejectionCode | null {
    if (raw.includes('\0')) return 'NUL_BYTE';
    return damaged && raw.includes(UNDECODABLE) ? 'UNDECODABLE' : null;
  }

  function run(text: string, damaged: boolean, final: boolean): void {
    scanner.setText(text);
    const wrapped = mayHoldTextFormulas(text);
    const doubtful = damaged || text.includes('\0');
    let at = 0;
    while (at < text.length) {
      const start = at;
      const outcome = scanner.scan(start, final);
      if (outcome === 'MORE') {
        held = text.slice(start);
        heldDamaged = damaged;
        return;
      }
      if (wrapped) unwrapTextFormulas(scanner.cells);
      const lineEnd = nextLine(text, start);
      const several = outcome !== 'READ' || scanner.end > lineEnd;
      const broken = outcome !== 'READ' ? outcome : several && scanner.cells.length !== width ? 'UNCLOSED_QUOTE' : null;
      if (broken !== null) {
        const cells = scanner.cells;
        const end = scanner.end;
        at = resumeAfter(text, start, end);
        const raw = text.slice(start, at);
        const fault = doubtful ? check(raw, damaged) : null;
        if (outcome === 'READ' && at >= end && fault === null) sink.record(line, cells, () => excerptOf(raw));
        else sink.reject(line, fault ?? broken, excerptOf(raw));
        line += countLines(text, start, at);
        // The scanner looks ahead, and may now have to go back.
        scanner.setText(text);
        continue;
      }
      at = scanner.end;
      const fault = doubtful ? check(text.slice(start, at), damaged) : null;
      if (fault === null) sink.record(line, scanner.cells, () => excerptOf(text.slice(start, at)));
      else sink.reject(line, fault, excerptOf(text.slice(start, at)));
      line += several ? countLines(text, start, at) : 1;
    }
    held = '';
    heldDamaged = false;
  }

  return {
    get line() {
      return line;
    },
    get open() {
      return held !== '';
    },
    push(text, damaged) {
      if (held === '') run(text, damaged, false);
      else run(held + text, damaged || heldDamaged, false);
    },
    pushTooLong(excerpt) {
      if (held !== '') run(held, heldDamaged, true);
      sink.reject(line, 'LINE_TOO_LONG', excerpt);
      line += 1;
    },
    end() {
      if (held !== '') run(held, heldDamaged, true);
    },
  };
}

/** The beginning of a rejected record, without its line end. */
function excerptOf(raw: string): string {
  return raw.slice(0, LIMITS.excerptCharacters).replace(/[\r\n]+$/, '');
}
