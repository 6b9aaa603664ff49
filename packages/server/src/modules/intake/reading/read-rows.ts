import type { StoredBytes } from '../../../platform/files/stored-bytes.ts';
import type { ReadSettings } from './settings.ts';
import type { ResumePoint, RowBatch } from './rows.ts';
import { readTextRows } from './text/read-text-rows.ts';
import { readWorkbookRows } from './workbook/read-workbook-rows.ts';

/** Where to begin and when to stop. */
export interface ReadOptions {
  /** The `resume` and `read` of the last batch that was taken over, to go on after it without reading what lies before. */
  after?: { resume: ResumePoint; read: number } | undefined;
  /** Records (rows and rejections) to pass over from the start; `after` is the cheaper way to the same place. */
  skip?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Reads the table of a file in batches, with memory independent of the size of the file. The same file and settings give
 * the same rows with the same numbers, always. Throws `FileRefused` when the file as a whole cannot be read on, and the
 * signal's reason when aborted.
 */
export function readRows(
  file: StoredBytes,
  settings: ReadSettings,
  options: ReadOptions = {},
): AsyncGenerator<RowBatch> {
  const skip = options.skip ?? 0;
  const start = options.after ?? { resume: { offset: 0, line: settings.firstDataLine, skip }, read: skip };
  if (settings.kind === 'workbook') return readWorkbookRows(file, settings, start, options.signal);
  return readTextRows(file, settings, start, options.signal);
}
