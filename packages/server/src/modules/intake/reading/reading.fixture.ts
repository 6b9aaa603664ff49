import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainBytes, type StoredBytes } from '../../../platform/files/stored-bytes.ts';
import { strToU8, zipSync } from 'fflate';
import { detectFile, readRows, type Detected, type DetectedTableFile, type DetectOverrides } from './index.ts';
import type { ReadOptions, ReadSettings, RejectedRow, Row, RowBatch } from './index.ts';

/** A temporary folder for test files. */
export function createFolder(): {
  path: (name: string) => string;
  file: (name: string, content: string | Uint8Array) => StoredBytes;
  remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-reading-'));
  return {
    path: (name) => join(folder, name),
    file(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return plainBytes(path);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Everything that reading gives. */
export interface ReadResult {
  rows: Row[];
  rejected: RejectedRow[];
  notes: Row[];
  blank: number;
  batches: RowBatch[];
}

export async function readAll(file: StoredBytes, settings: ReadSettings, options?: ReadOptions): Promise<ReadResult> {
  const result: ReadResult = { rows: [], rejected: [], notes: [], blank: 0, batches: [] };
  for await (const batch of readRows(file, settings, options)) {
    result.rows.push(...batch.rows);
    result.rejected.push(...batch.rejected);
    result.notes.push(...batch.notes);
    result.blank += batch.blank;
    result.batches.push(batch);
  }
  return result;
}

/** Detects a file that must be readable. */
export async function detectTableFile(file: StoredBytes, overrides?: DetectOverrides): Promise<DetectedTableFile> {
  const detected: Detected = await detectFile(file, overrides);
  if (detected.outcome === 'refused') throw new Error(`refused: ${detected.code}`);
  return detected;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** What a test workbook is made of. `sheets` maps a name to the content of its `sheetData`. */
export interface WorkbookParts {
  sheets: Record<string, string>;
  hidden?: string[];
  strings?: string;
  styles?: string;
  date1904?: boolean;
  extra?: Record<string, string | Uint8Array>;
}

/** Builds an XLSX file. */
export function buildWorkbook({
  sheets,
  hidden = [],
  strings,
  styles,
  date1904,
  extra = {},
}: WorkbookParts): Uint8Array {
  const names = Object.keys(sheets);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `${XML}<Types/>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map(
        (name, i) =>
          `<sheet name="${name}" sheetId="${i + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="s${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}">${names
      .map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i}.xml`))
      .join('')}${strings === undefined ? '' : relation('str', 'sharedStrings', 'sharedStrings.xml')}${
      styles === undefined ? '' : relation('sty', 'styles', 'styles.xml')
    }</Relationships>`,
    ...Object.fromEntries(
      names.map((name, i) => [
        `xl/worksheets/sheet${i}.xml`,
        `${XML}<worksheet ${MAIN}><sheetData>${sheets[name]}</sheetData></worksheet>`,
      ]),
    ),
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `${XML}<sst ${MAIN}>${strings}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `${XML}<styleSheet ${MAIN}>${styles}</styleSheet>` }),
    ...extra,
  };
  return zipParts(parts);
}

export function zipParts(parts: Record<string, string | Uint8Array>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}
