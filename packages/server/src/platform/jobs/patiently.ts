import { setTimeout as sleep } from 'node:timers/promises';
import { isStorageFull, isTransient, isUnreachable } from '../database/engine-errors.ts';
import { nameError } from '../log/describe-error.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** Whether the same work may succeed later without a change to it: the database is away, busy or out of space. */
export function passesWithTime(error: unknown): boolean {
  return isUnreachable(error) || isTransient(error) || isStorageFull(error);
}

/** Why work waits, for the log: never a message, which may quote values. */
export function waitReason(error: unknown): string {
  if (isStorageFull(error)) return 'STORAGE_FULL';
  if (passesWithTime(error) && error instanceof Error && 'code' in error) return String(error.code);
  return nameError(error);
}

/**
 * Does `work`, and does it again as long as the database is away, busy or out of space, waiting up to two seconds
 * between tries. For background work only: a request must be answered in time. Gives up when `signal` aborts, with the
 * last error.
 *
 * A failed try may have committed although its answer was lost: `work` must recognise that.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onWait: (error: unknown) => void = () => {},
): Promise<T> {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !passesWithTime(error)) throw error;
      onWait(error);
      await sleep(wait, undefined, { signal }).catch(() => {});
    }
  }
}
