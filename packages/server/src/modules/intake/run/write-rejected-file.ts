import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Locale } from '@dossier/shared/error';
import type { Ctx } from '../../../platform/context/context.ts';
import type { ImportRecord } from './import.repository.ts';
import { listRejections } from './rejected-row.repository.ts';
import { rowMessage } from './row-message.ts';

const PAGE = 500;
const BYTE_ORDER_MARK = '\ufeff';
const REASON: Readonly<Record<Locale, readonly [string, string]>> = {
  'zh-CN': ['行号', '未导入原因'],
  en: ['row', 'reason'],
};

/**
 * The rejected rows of an import as a file to correct and bring in again: the original columns, then line and reason, in
 * UTF-8 with the delimiter of the original. Cells are as they came: neutralised formulas would come back as changed data.
 */
export async function* rejectedFile(ctx: Ctx, record: ImportRecord): AsyncGenerator<string> {
  const { read } = record.setup;
  const delimiter = read.kind === 'text' && read.dialect.delimiter !== '' ? read.dialect.delimiter : ',';
  const write = (cells: readonly string[]) => `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
  yield BYTE_ORDER_MARK + write([...read.columns, ...REASON[ctx.locale]]);
  const width = read.columns.length;
  for (let afterLine = 0; ;) {
    const rows = await listRejections(ctx, record.id, { afterLine, limit: PAGE });
    for (const { line, column, code, params, cells } of rows) {
      const reason = rowMessage(code, params, ctx.locale);
      const filled = Array.from({ length: width }, (_, index) => cells[index] ?? '');
      yield write([...filled, String(line), column === null ? reason : `${column}: ${reason}`]);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    afterLine = last.line;
  }
}

/** Writes that file to a path. */
export async function writeRejectedFile(ctx: Ctx, record: ImportRecord, path: string): Promise<void> {
  await pipeline(rejectedFile(ctx, record), createWriteStream(path));
}

function quoted(cell: string, delimiter: string): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
