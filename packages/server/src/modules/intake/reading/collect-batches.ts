import { LIMITS, type ReadSettings } from './settings.ts';
import { REJECTIONS, type RejectionCode } from './refusal.ts';
import { unnamedColumn } from './table/name-columns.ts';
import type { RejectedRow, ResumePoint, Row, RowBatch } from './rows.ts';

type Item = { row: Row } | { rejected: RejectedRow };

interface FoundRecord {
  number: number;
  cells: string[];
  raw: () => string;
}

/** A record as the parser gave it, or its rejection. */
type Found = FoundRecord | { number: number; code: RejectionCode; raw: string };

/** A place to begin reading anew: `read` records lie before it. */
interface Checkpoint {
  offset: number;
  line: number;
  read: number;
}

/** Takes records as they are parsed and hands out batches. */
export interface BatchCollector {
  record(number: number, cells: string[], raw: () => string): void;
  reject(number: number, code: RejectionCode, raw: string): void;
  /** The next record begins at this place of the file. */
  checkpoint(offset: number, line: number): void;
  /** Full batches; with `last`, all that remains. */
  take(last: boolean): RowBatch[];
}

/**
 * Fits records to the width of the table, passes blank ones over, holds the notes below the table back and makes batches
 * of always the same size (smaller ones where rows are very long), so that a file and its settings always give the same
 * batches.
 *
 * A row with surplus cells is kept if they are blank. A row with too few cells is kept if only columns without a name in
 * the file are missing or the settings say `pad`: which cell is missing cannot be known, and padding would shift values.
 */
export function collectBatches(settings: ReadSettings, start: ResumePoint & { read: number }): BatchCollector {
  const width = settings.columns.length;
  const pad = settings.kind === 'workbook' || settings.shortRows === 'pad';
  // Columns named by their number had no name in the file.
  const hasNames = settings.headerLine !== null;
  const named = hasNames ? settings.columns.findLastIndex((name, index) => name !== unnamedColumn(index)) + 1 : width;
  let skip = start.skip;
  let read = start.read;
  let parsed = start.read - start.skip;
  let blank = 0;
  let items: Item[] = [];
  let characters = 0;
  const checkpoints: Checkpoint[] = [{ offset: start.offset, line: start.line, read: parsed }];
  let heldBack: Found[] = [];
  let ready: RowBatch[] = [];

  /** The last few records are held back until it is known that others follow. */
  function add(found: Found): void {
    parsed++;
    if (settings.footerRows === 0) {
      pass(found);
      return;
    }
    heldBack.push('code' in found || found.cells.length === width ? found : withText(found));
    const next = heldBack.length > settings.footerRows ? heldBack.shift() : undefined;
    if (next !== undefined) pass(next);
  }

  function pass(found: Found): void {
    if (skip > 0) {
      skip--;
      return;
    }
    const item = 'code' in found ? rejection(found.number, found.code, found.raw) : fit(found);
    items.push(item);
    if ('row' in item) for (const cell of item.row.cells) characters += cell.length;
    read++;
    if (items.length >= LIMITS.batchRows || characters >= LIMITS.batchCharacters) closeBatch([]);
  }

  function fit({ number, cells, raw }: FoundRecord): Item {
    if (cells.length > width) {
      if (!cells.slice(width).every(isBlank)) return rejection(number, 'TOO_MANY_CELLS', raw());
      cells.length = width;
    }
    if (cells.length < width) {
      if (!pad && cells.length < named) return rejection(number, 'TOO_FEW_CELLS', raw());
      while (cells.length < width) cells.push('');
    }
    return { row: { number, cells } };
  }

  function closeBatch(notes: Row[]): void {
    const rows: Row[] = [];
    const rejected: RejectedRow[] = [];
    for (const item of items) {
      if ('row' in item) rows.push(item.row);
      else rejected.push(item.rejected);
    }
    ready.push({ rows, rejected, blank, read, resume: resumePoint(), notes });
    items = [];
    characters = 0;
    blank = 0;
  }

  function resumePoint(): ResumePoint {
    while ((checkpoints[1]?.read ?? Infinity) <= read) checkpoints.shift();
    const { offset, line, read: before } = checkpoints[0] ?? { offset: 0, line: settings.firstDataLine, read: 0 };
    return { offset, line, skip: read - before };
  }

  return {
    reject(number, code, raw) {
      add({ number, code, raw });
    },
    record(number, cells, raw) {
      if (isBlank(cells[0] ?? '') && cells.every(isBlank)) blank++;
      else add({ number, cells, raw });
    },
    checkpoint(offset, line) {
      checkpoints.push({ offset, line, read: parsed });
    },
    take(last) {
      if (last) {
        const notes: Row[] = [];
        for (const found of heldBack) {
          if ('code' in found) pass(found);
          else notes.push({ number: found.number, cells: found.cells });
        }
        heldBack = [];
        if (items.length > 0 || blank > 0 || notes.length > 0) closeBatch(notes);
      }
      const batches = ready;
      ready = [];
      return batches;
    },
  };
}

/** The text of a record can be asked for only until the next one is parsed. */
function withText(found: FoundRecord): FoundRecord {
  const text = found.raw();
  return { ...found, raw: () => text };
}

function rejection(number: number, code: RejectionCode, raw: string): Item {
  return { rejected: { number, code, reason: REJECTIONS[code], raw } };
}

function isBlank(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // Nearly every cell begins with a character that no white space is, and needs no trimming.
  if (first > 32 && first < 0x80) return false;
  return cell.trim() === '';
}
