import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** How much is read at once. */
export const READ_BYTES = 262_144;

/** A part of a file: from `start` (0) to before `end` (its length). */
export interface ByteRange {
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The content of a file, however it lies on the disk. Nothing stays open between calls. */
export interface StoredBytes {
  /** Length of the content. */
  size(): Promise<number>;
  /** `length` bytes from `offset` on; fewer at the end. */
  read(offset: number, length: number): Promise<Buffer>;
  /** A part in order, in chunks of about {@link READ_BYTES}. Closes the file when it is destroyed. */
  stream(range?: ByteRange): Readable;
}

/** A file that lies on the disk as it is. */
export function plainBytes(path: string): StoredBytes {
  return {
    size: async () => (await stat(path)).size,
    read: async (offset, length) => {
      const file = await open(path);
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    stream: ({ start = 0, end = Infinity, signal } = {}) =>
      createReadStream(path, { start, end: end - 1, highWaterMark: READ_BYTES, signal }),
  };
}
