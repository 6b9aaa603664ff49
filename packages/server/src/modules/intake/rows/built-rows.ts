import type { Presealed } from '../../customer/thread.ts';
import type { BuiltBatch } from './build-batch.ts';

/**
 * A batch as it goes from the thread that builds to the one that writes. As text: many small objects are copied between
 * threads at several times the price of writing and reading JSON.
 */
export interface BuiltRows {
  readonly text: string;
  readonly presealed: Presealed | undefined;
}

/** The text of a batch. */
export function packBatch(batch: BuiltBatch): string {
  return JSON.stringify(batch);
}

/** Reads what {@link packBatch} wrote. */
export function unpackBatch(text: string): BuiltBatch {
  // Only packBatch makes such texts, and a batch is plain data.
  return JSON.parse(text) as BuiltBatch;
}
