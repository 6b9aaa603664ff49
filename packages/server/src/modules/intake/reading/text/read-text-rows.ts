import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import type { TextSettings } from '../settings.ts';
import type { ResumePoint, RowBatch } from '../rows.ts';
import { collectBatches } from '../collect-batches.ts';
import { openBytes } from './open-bytes.ts';
import { readTextBlocks } from './text-blocks.ts';
import { createRecordParser } from './parse-records.ts';

/** Reads the rows of delimited text; see `readRows`. */
export async function* readTextRows(
  file: StoredBytes,
  settings: TextSettings,
  from: { resume: ResumePoint; read: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<RowBatch> {
  const { encoding, dialect, gzip } = settings;
  const { offset, line } = from.resume;
  const newline = dialect.lineEnd === 'LF' ? '\n' : '\r';
  const collector = collectBatches(settings, { ...from.resume, read: from.read });
  // Lines above the table are passed over before anything is parsed: titles often hold unbalanced quotes.
  let linesAbove = offset === 0 ? settings.firstDataLine - 1 : 0;
  const firstLine = offset === 0 ? settings.firstDataLine : line;
  const parser = createRecordParser(dialect, settings.columns.length, firstLine, collector);

  const bytes = openBytes(file, { gzip, offset, signal });
  for await (const block of readTextBlocks(bytes, encoding, dialect.lineEnd, offset)) {
    signal?.throwIfAborted();
    if (block.kind === 'too-long') {
      if (linesAbove > 0) linesAbove--;
      else parser.pushTooLong(block.excerpt);
      continue;
    }
    let text = block.text;
    if (linesAbove > 0) {
      let start = 0;
      for (; linesAbove > 0 && start < text.length; linesAbove--) {
        const at = text.indexOf(newline, start);
        start = at === -1 ? text.length : at + 1;
      }
      text = text.slice(start);
    } else if (!parser.open && block.offset > 0) {
      collector.checkpoint(block.offset, parser.line);
    }
    if (text !== '') parser.push(text, block.damaged);
    yield* collector.take(false);
  }
  parser.end();
  yield* collector.take(true);
}
