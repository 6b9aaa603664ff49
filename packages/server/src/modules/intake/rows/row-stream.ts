import { Worker } from 'node:worker_threads';
import { entryUrl } from '../../../platform/process/entry-url.ts';
import type { BuiltBatch } from './build-batch.ts';
import type { RowBuildingTask } from './row-building-thread.ts';

/** Batches that the thread may be ahead: memory stays flat, and neither side waits for the other. */
const AHEAD = 3;
/** What the thread may use: enough for a batch of the longest cells, and collected often. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 12 };

/** The file as a whole cannot be read on: damaged further in than the part that was looked at first. */
export class FileBroken extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'FileBroken';
    this.code = code;
  }
}

type Message = { batch: BuiltBatch } | { end: true } | { refused: { code: string; message: string } };

/**
 * Reads and standardises a file beside this thread, batch by batch in the order of the file. Stops the thread when the
 * caller stops iterating.
 *
 * @throws FileBroken when the file cannot be read on, and the signal's reason when aborted
 */
export async function* buildRows(task: RowBuildingTask, signal?: AbortSignal): AsyncGenerator<BuiltBatch> {
  signal?.throwIfAborted();
  const worker = new Worker(entryUrl('row-building-thread', import.meta.url), {
    workerData: task,
    resourceLimits: THREAD_LIMITS,
  });
  const waiting: Message[] = [];
  let failed: Error | undefined;
  let wake: (() => void) | undefined;
  worker.on('message', (message: Message) => {
    waiting.push(message);
    wake?.();
  });
  worker.on('error', (error) => {
    failed = error instanceof Error ? error : new Error(String(error));
    wake?.();
  });
  worker.on('exit', (code) => {
    if (code !== 0) failed ??= new Error(`the row-building thread ended with ${code}`);
    wake?.();
  });
  const onAbort = () => wake?.();
  signal?.addEventListener('abort', onAbort);
  try {
    for (let ahead = 0; ahead < AHEAD; ahead++) worker.postMessage('more');
    for (;;) {
      while (waiting.length === 0 && !failed && !signal?.aborted)
        await new Promise<void>((resolve) => (wake = resolve));
      signal?.throwIfAborted();
      const message = waiting.shift();
      if (message === undefined) throw failed ?? new Error('the row-building thread ended early');
      if ('end' in message) return;
      if ('refused' in message) throw new FileBroken(message.refused.code, message.refused.message);
      worker.postMessage('more');
      yield message.batch;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
