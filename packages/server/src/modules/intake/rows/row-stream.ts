import { Worker } from 'node:worker_threads';
import { entryUrl } from '../../../platform/process/entry-url.ts';
import type { BuiltBatch } from './build-batch.ts';
import type { Presealed } from '../../customer/thread.ts';
import type { PresealedBatch } from '../../customer/index.ts';
import type { RowBuildingOrder, RowBuildingTask } from './row-building-thread.ts';

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

type Message =
  | { batch: BuiltBatch; presealed: Presealed | undefined }
  | { wantIds: number }
  | { end: true }
  | { refused: { code: string; message: string } };

/** A batch, with what was sealed of it beside this thread. */
export interface RowBatchBuilt {
  readonly batch: BuiltBatch;
  readonly ahead: PresealedBatch | undefined;
}

/**
 * Reads and standardises a file beside this thread, batch by batch in the order of the file. Stops the thread when the
 * caller stops iterating.
 *
 * @throws FileBroken when the file cannot be read on, and the signal's reason when aborted
 */
export async function* buildRows(
  task: RowBuildingTask,
  reserveIds: (count: number) => Promise<number>,
  signal?: AbortSignal,
): AsyncGenerator<RowBatchBuilt> {
  signal?.throwIfAborted();
  const worker = new Worker(entryUrl('row-building-thread', import.meta.url), {
    workerData: task,
    resourceLimits: THREAD_LIMITS,
  });
  const waiting: Message[] = [];
  let failed: Error | undefined;
  let wake: (() => void) | undefined;
  const fail = (error: unknown) => {
    failed ??= error instanceof Error ? error : new Error(String(error));
    wake?.();
  };
  const order = (message: RowBuildingOrder) => worker.postMessage(message);
  let unused: number[] = [];
  const giveBack = (customerIds: readonly number[]) => void unused.push(...customerIds);
  const askForMore = () => {
    order({ more: true, unused });
    unused = [];
  };
  worker.on('message', (message: Message) => {
    if ('wantIds' in message) {
      reserveIds(message.wantIds).then((firstId) => order({ firstId }), fail);
      return;
    }
    waiting.push(message);
    wake?.();
  });
  worker.on('error', fail);
  worker.on('exit', (code) => {
    if (code !== 0) failed ??= new Error(`the row-building thread ended with ${code}`);
    wake?.();
  });
  const onAbort = () => wake?.();
  signal?.addEventListener('abort', onAbort);
  try {
    for (let ahead = 0; ahead < AHEAD; ahead++) askForMore();
    for (;;) {
      while (waiting.length === 0 && !failed && !signal?.aborted)
        await new Promise<void>((resolve) => (wake = resolve));
      signal?.throwIfAborted();
      const message = waiting.shift();
      if (message === undefined) throw failed ?? new Error('the row-building thread ended early');
      if ('end' in message) return;
      if ('refused' in message) throw new FileBroken(message.refused.code, message.refused.message);
      if ('wantIds' in message) continue;
      askForMore();
      const { batch, presealed } = message;
      yield { batch, ahead: presealed && { presealed, giveBack } };
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
