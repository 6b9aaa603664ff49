import { setTimeout as sleep } from 'node:timers/promises';

const MOST_IN_ONE = 500;

/** Rows that gather for a moment and are then written together. */
export interface RowQueue {
  /** Resolves when the row is on the disk; rejects when it could not be written. */
  add(row: readonly unknown[]): Promise<void>;
}

interface Waiting {
  readonly row: readonly unknown[];
  readonly written: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * @param write writes rows in a transaction of their own
 * @param lingerMs how long the first of them waits for others; while some are being written, the next ones gather anyway
 */
export function createRowQueue(
  write: (rows: readonly (readonly unknown[])[]) => Promise<void>,
  lingerMs: number,
): RowQueue {
  const waiting: Waiting[] = [];
  let busy = false;

  async function writeAll(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      // Every write costs the disk a wait and readers their warm pages; a moment lets several rows share one.
      await sleep(lingerMs);
      const batch = waiting.splice(0, MOST_IN_ONE);
      try {
        await write(batch.map(({ row }) => row));
        for (const { written } of batch) written();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    busy = false;
  }

  return {
    add: async (row) => {
      await new Promise<void>((written, failed) => {
        waiting.push({ row, written, failed });
        if (!busy) void writeAll();
      });
    },
  };
}
