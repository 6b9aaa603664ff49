/*
 * The thread that reads and standardises, so that the thread that writes does only that. It hands over one batch for
 * every one that is asked for, and is never more than what was asked ahead.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { reopenKeyStore } from '../../../platform/crypto/key-store/configured-key-store.ts';
import type { KeyStoreSpec } from '../../../platform/crypto/key-store/key-store.ts';
import { type SealedFile, sealedBytes } from '../../../platform/crypto/sealed-file/sealed-bytes.ts';
import { createPresealer, type Presealer } from '../../customer/thread.ts';
import { FileRefused, readRows, type ReadSettings, type ResumePoint } from '../reading/index.ts';
import { batchBuilder } from './build-batch.ts';
import { reserveAhead } from './keys-ahead.ts';
import { openOccurrences } from './occurrences.ts';
import type { RowPlan } from './plan.ts';

/** What the thread is started with. */
export interface RowBuildingTask {
  readonly file: SealedFile;
  readonly settings: ReadSettings;
  readonly plan: RowPlan;
  /** The end of the last batch that was taken over. */
  readonly after: { readonly resume: ResumePoint; readonly read: number; readonly lastLine: number } | null;
  /** Where identical lines are counted; null when nothing needs counting. */
  readonly scratch: string | null;
  /** The key store with which customers' values are sealed here; null when they are sealed where they are written. */
  readonly sealing: KeyStoreSpec | null;
}

/** What the starter says: that it wants a batch, and which customers of earlier ones did not come to be; or a run of keys. */
export type RowBuildingOrder =
  { readonly more: true; readonly unused: readonly number[] } | { readonly firstId: number };

const port = parentPort;
if (!port) throw new Error('this program runs as a thread');
// The starter gives exactly this.
const task = workerData as RowBuildingTask;

/** Subjects whose keys are remembered: those of the batches that may still give some back. */
const REMEMBERED = 10_000;

let asked = 0;
let wake: (() => void) | undefined;
const wantingIds: ((firstId: number) => void)[] = [];
port.on('message', (order: RowBuildingOrder) => {
  if ('firstId' in order) return void wantingIds.shift()?.(order.firstId);
  presealer?.giveBack(order.unused);
  asked++;
  wake?.();
});

const keyStore = task.sealing === null ? undefined : reopenKeyStore(task.sealing, Date.now, REMEMBERED);
const presealer: Presealer | undefined =
  keyStore &&
  createPresealer(
    keyStore,
    reserveAhead(async (count) => {
      port.postMessage({ wantIds: count });
      return await new Promise<number>((resolve) => wantingIds.push(resolve));
    }),
  );

async function allowed(): Promise<void> {
  while (asked === 0) await new Promise<void>((resolve) => (wake = resolve));
  asked--;
}

async function run(): Promise<void> {
  const occurrences = task.scratch === null ? undefined : openOccurrences(task.scratch);
  const build = batchBuilder(task.plan, occurrences);
  const takenOver = task.after?.read ?? 0;
  // The count of identical lines was lost, or kept elsewhere: read from the start once more to make it again.
  const recount = occurrences !== undefined && occurrences.countedTo < (task.after?.lastLine ?? 0);
  if (recount) occurrences.restart();
  const after = task.after === null || recount ? undefined : { resume: task.after.resume, read: task.after.read };
  const bytes = sealedBytes(task.file);
  for await (const rows of readRows(bytes, task.settings, { after })) {
    const { lastLine } = task.plan;
    const isPastEnd = lastLine !== null && (rows.rows.at(-1)?.number ?? 0) > lastLine;
    if (isPastEnd) {
      rows.rows = rows.rows.filter(({ number }) => number <= lastLine);
      rows.rejected = rows.rejected.filter(({ number }) => number <= lastLine);
    }
    const batch = build(rows);
    if (batch.read > takenOver && batch.rowCount > 0) {
      const presealed = batch.records.length === 0 ? undefined : await presealer?.preseal(batch.records);
      await allowed();
      port?.postMessage({ batch, presealed }, presealed ? [presealed.bytes.buffer] : []);
    }
    if (isPastEnd) break;
  }
  occurrences?.close();
  await keyStore?.close();
  await allowed();
  port?.postMessage({ end: true });
}

try {
  await run();
} catch (error) {
  if (error instanceof FileRefused) port.postMessage({ refused: { code: error.code, message: error.message } });
  else throw error;
} finally {
  port.close();
}
