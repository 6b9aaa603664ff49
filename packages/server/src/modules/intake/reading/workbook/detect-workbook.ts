import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import { collectBatches } from '../collect-batches.ts';
import type { DetectedSheet, DetectedTableFile, DetectOverrides } from '../detected.ts';
import { FileRefused } from '../refusal.ts';
import type { WorkbookSettings } from '../settings.ts';
import { summarise } from '../summarise.ts';
import { detectFooter } from '../table/detect-footer.ts';
import { detectTable, extent, type SeenRecord } from '../table/detect-table.ts';
import { openWorkbook, type Workbook } from './open-workbook.ts';
import { readSheetRows, type SheetRow } from './sheet-rows.ts';
import { unpackWorkbook } from './unpack.ts';

const SEEN_ROWS = 500;
const MAX_SHEETS_SEEN = 50;

/** Detects how a workbook is to be read; see `detectFile`. */
export async function detectWorkbook(
  file: StoredBytes,
  gzip: boolean,
  overrides: DetectOverrides,
): Promise<DetectedTableFile> {
  const unpacked = await unpackWorkbook(file, gzip);
  try {
    const workbook = await openWorkbook(unpacked.file);
    try {
      return await detectSheet(workbook, gzip, overrides);
    } finally {
      workbook.close();
    }
  } finally {
    await unpacked.dispose();
  }
}

async function detectSheet(workbook: Workbook, gzip: boolean, overrides: DetectOverrides): Promise<DetectedTableFile> {
  const sheets: DetectedSheet[] = [];
  for (const { name, hidden, part } of workbook.sheets.slice(0, MAX_SHEETS_SEEN)) {
    const { rows } = await firstRows(workbook, part, 1, () => 'text');
    sheets.push({ name, hidden, empty: rows.length === 0 });
  }
  const name = overrides.sheet ?? chooseSheet(sheets, workbook.activeSheet);
  const sheet = workbook.sheets.find((entry) => entry.name === name);
  if (sheet === undefined) throw new FileRefused(overrides.sheet === undefined ? 'NO_TABLE' : 'NO_SUCH_SHEET', name);

  const { rows, faults, whole } = await sampleRows(workbook, sheet.part);
  const records = toRecords(rows);
  const table = detectTable(records, overrides);
  if (table === null) throw new FileRefused('NO_TABLE');
  const data = records.slice(table.firstData === -1 ? records.length : table.firstData);
  const footer = whole ? detectFooter(withGaps(data), table.columns.length, true) : { rows: 0, confidence: 0.95 };
  const settings: WorkbookSettings = {
    kind: 'workbook',
    gzip,
    sheet: sheet.name,
    columns: table.columns,
    headerLine: table.headerLine,
    firstDataLine: table.firstDataLine,
    footerRows: overrides.footerRows ?? footer.rows,
  };
  // What was seen of a longer sheet does not reach its notes.
  const seenPart = { ...settings, footerRows: whole ? settings.footerRows : 0 };
  const collector = collectBatches(seenPart, { offset: 0, line: settings.firstDataLine, skip: 0, read: 0 });
  for (const { number, cells } of data) collector.record(number, [...cells], () => '');
  const batches = collector.take(true);
  const taken = batches.flatMap((batch) => batch.rows);
  const others = sheets.filter(({ hidden, empty }) => !hidden && !empty).length;
  const confidence = {
    sheet: overrides.sheet !== undefined || (others === 1 && !sheet.hidden) ? 1 : 0.6,
    table: table.startConfidence,
    header: table.headerConfidence,
    footer: overrides.footerRows === undefined ? footer.confidence : 1,
  };
  return summarise(settings, confidence, {
    rows: taken,
    rejected: faults,
    titles: table.titleRows,
    notes: batches.flatMap((batch) => batch.notes),
    alternatives: {},
    ascii: false,
    sheets,
  });
}

/** The sheet last shown, else the first visible one, with something in it; else the first hidden one. */
function chooseSheet(sheets: readonly DetectedSheet[], active: string | undefined): string | undefined {
  const filled = sheets.filter(({ empty }) => !empty);
  const visible = filled.filter(({ hidden }) => !hidden);
  return (visible.find(({ name }) => name === active) ?? visible[0] ?? filled[0])?.name;
}

interface FirstRows {
  rows: SheetRow[];
  /** Rows passed over because they cannot be read. */
  faults: number;
  whole: boolean;
}

async function firstRows(
  workbook: Workbook,
  part: string,
  count: number,
  text: (index: number) => string | undefined,
): Promise<FirstRows> {
  const rows: SheetRow[] = [];
  let faults = 0;
  for await (const some of readSheetRows(workbook, part, text)) {
    rows.push(...some.filter(({ cells, fault }) => fault === null && extent(cells) > 0));
    faults += some.filter(({ fault }) => fault !== null).length;
    if (rows.length >= count) return { rows: rows.slice(0, count), faults, whole: false };
  }
  return { rows, faults, whole: true };
}

/** Reads the first rows twice: to learn which shared strings they use, then with those. */
async function sampleRows(workbook: Workbook, part: string): Promise<FirstRows> {
  let last = -1;
  await firstRows(workbook, part, SEEN_ROWS, (index) => {
    last = Math.max(last, index);
    return 'text';
  });
  const strings = last === -1 ? null : await workbook.sharedStrings(last);
  return firstRows(workbook, part, SEEN_ROWS, (index) => strings?.get(index));
}

/** Rows of equal width, as wide as the widest. */
function toRecords(rows: readonly SheetRow[]): SeenRecord[] {
  const width = rows.reduce((widest, { cells }) => Math.max(widest, extent(cells)), 0);
  return rows.map(({ number, cells }) => ({
    number,
    cells: Array.from({ length: width }, (_, index) => cells[index] ?? ''),
    next: number + 1,
  }));
}

/** The cells of the records, with a blank record where the sheet has blank rows. */
function withGaps(records: readonly SeenRecord[]): string[][] {
  return records.flatMap(({ number, cells }, index) => {
    const before = records[index - 1];
    return before !== undefined && number > before.number + 1 ? [[], cells] : [cells];
  });
}
