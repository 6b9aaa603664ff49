import { LIMITS, type Dialect } from '../settings.ts';
import type { RejectionCode } from '../refusal.ts';

/** How scanning one record ended: read, more text needed, or the reason it cannot be read. */
export type ScanOutcome = 'READ' | 'MORE' | RejectionCode;

/** Reads one record at a time from a text. Fields hold the last record scanned. */
export interface RecordScanner {
  /** Cells of the record. */
  cells: string[];
  /** Where the next record begins; after a failure, how far scanning came. */
  end: number;
  /** Scans the record at `position`; `final`: no text follows. */
  scan(position: number, final: boolean): ScanOutcome;
  /** Sets the text that positions refer to. */
  setText(text: string): void;
}

/**
 * A scanner for one dialect. Lines without a quote are cut by the engine's own `split`; others go through the state
 * machine of RFC 4180, section 2, extended by backslash escapes and by quotes after spaces. A quote inside an unquoted
 * cell is an ordinary character; text after a closing quote is an error, since the cell borders are then in doubt.
 */
export function createRecordScanner(dialect: Dialect): RecordScanner {
  const { delimiter, quote, skipInitialSpace } = dialect;
  const backslash = dialect.escape === 'backslash';
  const lineFeed = dialect.lineEnd === 'LF';
  const newline = lineFeed ? '\n' : '\r';
  let text = '';
  // Next places of the special characters, kept so that a long stretch without one is searched once, not per record.
  let nextQuote = -1;
  let nextBackslash = -1;
  let nextDelimiter = -1;
  let nextNewline = -1;
  let value = '';

  function seek(found: number, wanted: string, from: number): number {
    if (found >= from) return found;
    const at = text.indexOf(wanted, from);
    return at === -1 ? Infinity : at;
  }

  function findNewline(from: number): number {
    nextNewline = seek(nextNewline, newline, from);
    return nextNewline;
  }

  function isEscaped(at: number, from: number): boolean {
    let slashes = 0;
    for (let i = at - 1; i >= from && text.charCodeAt(i) === 92; i--) slashes++;
    return slashes % 2 === 1;
  }

  /** Reads the quoted cell whose quote stands at `open`; returns where it ends, or -1 when it is not closed. */
  function readQuoted(open: number): number {
    value = '';
    let from = open + 1;
    for (;;) {
      nextQuote = seek(nextQuote, quote, from);
      let close = nextQuote;
      while (backslash && close !== Infinity && isEscaped(close, from)) {
        nextQuote = seek(nextQuote, quote, close + 1);
        close = nextQuote;
      }
      if (close === Infinity || close - open > LIMITS.cellCharacters) return -1;
      if (text.startsWith(quote, close + 1)) {
        value += text.slice(from, close + 1);
        from = close + 2;
        continue;
      }
      value += text.slice(from, close);
      if (backslash && value.includes('\\')) value = value.replace(/\\(["'\\])/g, '$1');
      return close + 1;
    }
  }

  /** Reads the unquoted cell of a backslash dialect at `start`; returns where it ends. */
  function readEscaped(start: number): number {
    let i = start;
    for (; i < text.length; i++) {
      if (text.charCodeAt(i) === 92 && i + 1 < text.length) {
        i++;
        continue;
      }
      if (text.startsWith(newline, i) || (delimiter !== '' && text.startsWith(delimiter, i))) break;
    }
    value = text.slice(start, i).replace(/\\([\s\S])/g, (whole, escaped: string) => {
      return escaped === delimiter || escaped === '\\' || escaped === quote || escaped === newline ? escaped : whole;
    });
    return i;
  }

  function readPlain(start: number): number {
    if (backslash) return readEscaped(start);
    const lineEnd = Math.min(findNewline(start), text.length);
    nextDelimiter = delimiter === '' ? Infinity : seek(nextDelimiter, delimiter, start);
    const end = Math.min(nextDelimiter, lineEnd);
    value = text.slice(start, end);
    return end;
  }

  function scanSlowly(position: number, final: boolean): ScanOutcome {
    const cells: string[] = [];
    scanner.cells = cells;
    let at = position;
    for (;;) {
      if (at - position > LIMITS.recordCharacters) return fail('LINE_TOO_LONG', at);
      let start = at;
      if (skipInitialSpace) while (text.charCodeAt(start) === 32) start++;
      const quoted = text.startsWith(quote, start) && quote !== '';
      if (quoted) {
        at = readQuoted(start);
        if (at === -1) return notClosed(start, final);
        if (delimiter !== ' ') while (text.charCodeAt(at) === 32) at++;
      } else {
        at = readPlain(start);
      }
      if (value.length > LIMITS.cellCharacters) return fail('CELL_TOO_LONG', at);
      if (delimiter !== '' && text.startsWith(delimiter, at)) {
        cells.push(value);
        at += delimiter.length;
        if (cells.length > LIMITS.columns) return fail('TOO_MANY_COLUMNS', at);
        continue;
      }
      return endRecord(at, quoted);
    }
  }

  function endRecord(at: number, quoted: boolean): ScanOutcome {
    const carriage = lineFeed && text.charCodeAt(at) === 13;
    const stop = carriage && quoted ? at + 1 : at;
    if (stop < text.length && !text.startsWith(newline, stop)) return fail('TEXT_AFTER_QUOTE', at);
    // In an unquoted last cell the carriage return of CRLF is still part of the value.
    scanner.cells.push(lineFeed && !quoted && value.endsWith('\r') ? value.slice(0, -1) : value);
    scanner.end = Math.min(stop + 1, text.length);
    return 'READ';
  }

  function notClosed(open: number, final: boolean): ScanOutcome {
    const known = text.length - open > LIMITS.cellCharacters;
    if (!known && !final) return 'MORE';
    return fail('UNCLOSED_QUOTE', Math.min(open + LIMITS.cellCharacters, text.length));
  }

  function fail(code: RejectionCode, at: number): ScanOutcome {
    scanner.end = at;
    return code;
  }

  const scanner: RecordScanner = {
    cells: [],
    end: 0,
    setText(next) {
      text = next;
      nextQuote = nextBackslash = nextDelimiter = nextNewline = -1;
    },
    scan(position, final) {
      const lineEnd = Math.min(findNewline(position), text.length);
      if (quote !== '') nextQuote = seek(nextQuote, quote, position);
      if (backslash) nextBackslash = seek(nextBackslash, '\\', position);
      const plain = (quote === '' || nextQuote >= lineEnd) && (!backslash || nextBackslash >= lineEnd);
      if (!plain || skipInitialSpace) return scanSlowly(position, final);
      const carriage = lineFeed && lineEnd > position && text.charCodeAt(lineEnd - 1) === 13;
      const line = text.slice(position, carriage ? lineEnd - 1 : lineEnd);
      scanner.end = Math.min(lineEnd + 1, text.length);
      scanner.cells = delimiter === '' ? [line] : line.split(delimiter, LIMITS.columns + 1);
      if (scanner.cells.length > LIMITS.columns) return 'TOO_MANY_COLUMNS';
      if (line.length > LIMITS.cellCharacters && scanner.cells.some((cell) => cell.length > LIMITS.cellCharacters)) {
        return 'CELL_TOO_LONG';
      }
      return 'READ';
    },
  };
  return scanner;
}
