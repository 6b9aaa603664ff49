import type { Presealed } from '../../customer/thread.ts';
import type { BuiltBatch } from './build-batch.ts';

/**
 * A batch as it goes from the thread that builds to the one that writes. As text: many small objects are copied between
 * threads at several times the price of writing and reading JSON.
 */
export interface BuiltRows {
  /** The batch without cells. */
  readonly text: string;
  /** The packed cells of all rows in one piece, and where those of each row end: as JSON, their zero bytes would cost most. */
  readonly cells: string;
  readonly cellEnds: Uint32Array;
  readonly presealed: Presealed | undefined;
}

/** Packs a batch. */
export function packBatch({ packedCells, ...batch }: BuiltBatch): Omit<BuiltRows, 'presealed'> {
  let end = 0;
  return {
    text: JSON.stringify(batch),
    cells: packedCells.join(''),
    cellEnds: Uint32Array.from(packedCells, (cells) => (end += cells.length)),
  };
}

/** Reads what {@link packBatch} made. */
export function unpackBatch({ text, cells, cellEnds }: BuiltRows): BuiltBatch {
  // Only packBatch makes such texts, and a batch is plain data.
  const batch = JSON.parse(text) as Omit<BuiltBatch, 'packedCells'>;
  return { ...batch, packedCells: Array.from(cellEnds, (end, row) => cells.slice(cellEnds[row - 1] ?? 0, end)) };
}
