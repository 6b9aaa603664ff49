import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { BLOCK, encodeHeader, padding } from './tar-format.ts';

/** An archive being written. */
export interface TarWriter {
  addBytes(name: string, bytes: Buffer): Promise<void>;
  addFile(name: string, path: string): Promise<void>;
  /** Ends the archive, makes sure that it is on the disk, and gives it its name. */
  finish(): Promise<void>;
  /** Closes without finishing; the unfinished file stays under another name. */
  abandon(): Promise<void>;
}

/** Begins a ustar archive. Until it is finished it lies beside `path` as `<path>.unfinished`. */
export async function createTar(path: string): Promise<TarWriter> {
  const unfinished = `${path}.unfinished`;
  const file = await open(unfinished, 'w', 0o600);
  return {
    addBytes: async (name, bytes) => {
      await write(file, encodeHeader({ name, size: bytes.length }));
      await write(file, bytes);
      await write(file, Buffer.alloc(padding(bytes.length)));
    },
    addFile: async (name, from) => {
      const { size } = await stat(from);
      await write(file, encodeHeader({ name, size }));
      let written = 0;
      // `end` keeps a file that grows meanwhile from spoiling the archive.
      const source = size === 0 ? [] : createReadStream(from, { end: size - 1, highWaterMark: 1 << 20 });
      for await (const chunk of source) {
        await write(file, chunk);
        written += chunk.length;
      }
      if (written !== size) throw new Error(`${from} became shorter while it was read`);
      await write(file, Buffer.alloc(padding(size)));
    },
    finish: async () => {
      await write(file, Buffer.alloc(2 * BLOCK));
      await file.sync();
      await file.close();
      await rename(unfinished, path);
    },
    abandon: async () => await file.close(),
  };
}

async function write(file: FileHandle, bytes: Buffer): Promise<void> {
  if (bytes.length > 0) await file.writeFile(bytes);
}
