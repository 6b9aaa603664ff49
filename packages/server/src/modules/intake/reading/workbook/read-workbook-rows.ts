import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import { FileRefused } from '../refusal.ts';
import { LIMITS, type WorkbookSettings } from '../settings.ts';
import type { ResumePoint, RowBatch } from '../rows.ts';
import { collectBatches } from '../collect-batches.ts';
import { openWorkbook } from './open-workbook.ts';
import { readSheetRows } from './sheet-rows.ts';
import { unpackWorkbook } from './unpack.ts';

/** Reads the rows of one sheet; see `readRows`. Resuming passes over the rows before, which takes no more than parsing. */
export async function* readWorkbookRows(
  file: StoredBytes,
  settings: WorkbookSettings,
  from: { resume: ResumePoint; read: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<RowBatch> {
  const unpacked = await unpackWorkbook(file, settings.gzip, signal);
  try {
    const workbook = await openWorkbook(unpacked.file);
    try {
      const sheet = workbook.sheets.find(({ name }) => name === settings.sheet);
      if (sheet === undefined) throw new FileRefused('NO_SUCH_SHEET', settings.sheet);
      const strings = await workbook.sharedStrings();
      const collector = collectBatches(settings, { ...from.resume, read: from.read });
      for await (const rows of readSheetRows(workbook, sheet.part, (index) => strings.get(index))) {
        signal?.throwIfAborted();
        for (const { number, cells, fault } of rows) {
          if (number < settings.firstDataLine) continue;
          const raw = () => cells.join('\t').slice(0, LIMITS.excerptCharacters);
          if (fault === null) collector.record(number, cells, raw);
          else collector.reject(number, fault, raw());
        }
        yield* collector.take(false);
      }
      yield* collector.take(true);
    } finally {
      workbook.close();
    }
  } finally {
    await unpacked.dispose();
  }
}
