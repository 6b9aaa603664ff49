import { createGunzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import { READ_BYTES, type StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import { FileRefused } from '../refusal.ts';

/** Deflate packs at most about 1 : 1,032; a table rarely passes 1 : 100. */
const GZIP_RATIO = 500;
const GZIP_FREE_BYTES = 268_435_456;

/** Where to begin and when to stop reading a file. */
export interface OpenOptions {
  gzip: boolean;
  /** First byte (of the unpacked text) wanted. */
  offset?: number | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The bytes of a file, unpacked when it is gzip, in chunks. Closes the file when the consumer stops early.
 * Refuses `GZIP_DAMAGED` and `GZIP_BOMB`; other errors are those of the file system.
 */
export async function* openBytes(file: StoredBytes, options: OpenOptions): AsyncGenerator<Buffer> {
  const offset = options.offset ?? 0;
  if (!options.gzip) {
    yield* file.stream({ start: offset, signal: options.signal });
    return;
  }
  let skip = offset;
  for await (const chunk of gunzip(file, options.signal)) {
    if (skip >= chunk.length) {
      skip -= chunk.length;
      continue;
    }
    yield skip > 0 ? chunk.subarray(skip) : chunk;
    skip = 0;
  }
}

async function* gunzip(file: StoredBytes, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const packed = file.stream({ signal });
  const unpacked = createGunzip({ chunkSize: READ_BYTES });
  // Errors of either stream surface in the loop below, so the callback has nothing left to do.
  pipeline(packed, unpacked, () => {});
  let bytes = 0;
  try {
    for await (const chunk of unpacked) {
      bytes += chunk.length;
      if (bytes > GZIP_FREE_BYTES && bytes > unpacked.bytesWritten * GZIP_RATIO) throw new FileRefused('GZIP_BOMB');
      yield chunk;
    }
  } catch (error) {
    if (isZlibError(error)) throw new FileRefused('GZIP_DAMAGED', error.code);
    throw error;
  } finally {
    packed.destroy();
  }
}

function isZlibError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}
