import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { BLOCK, decodeHeader, padding } from './tar-format.ts';

/** A file inside an archive. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** Reads its content. */
  open(): Readable;
}

/**
 * Lists the files of a ustar archive by its headers.
 *
 * @throws Error when the archive is cut off, or anything between the files is not as it was written
 */
export async function listTar(path: string): Promise<TarEntry[]> {
  const file = await open(path, 'r');
  try {
    const { size: length } = await file.stat();
    const entries: TarEntry[] = [];
    for (let position = 0; ;) {
      const header = decodeHeader(await readAt(file, position, BLOCK));
      position += BLOCK;
      if (!header) {
        await expectZeros(file, position, length - position);
        if (length - position !== BLOCK) throw new Error('the archive does not end where it should');
        return entries;
      }
      const start = position;
      position += header.size;
      if (position > length) throw new Error('the archive is cut off');
      await expectZeros(file, position, padding(header.size));
      position += padding(header.size);
      entries.push({ ...header, open: () => read(path, start, header.size) });
    }
  } finally {
    await file.close();
  }
}

function read(path: string, start: number, size: number): Readable {
  // An empty range cannot be given as inclusive ends.
  if (size === 0) return Readable.from([]);
  return createReadStream(path, { start, end: start + size - 1, highWaterMark: 1 << 20 });
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the archive is cut off');
  return buffer;
}

async function expectZeros(file: FileHandle, position: number, length: number): Promise<void> {
  const zeros = await readAt(file, position, length);
  if (!zeros.every((byte) => byte === 0)) throw new Error('the archive is damaged between its files');
}
