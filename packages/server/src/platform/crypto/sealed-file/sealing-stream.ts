import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DataKey } from '../sealing/envelope.ts';
import { createFrameSealer } from './frames.ts';

/** A stream that takes a file's content and gives its sealed bytes. */
export function sealingStream(subjectId: number, key: DataKey): Transform {
  const sealer = createFrameSealer(subjectId, key);
  function give(stream: Transform, make: () => Buffer[], done: TransformCallback): void {
    try {
      for (const bytes of make()) stream.push(bytes);
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      give(this, () => sealer.push(chunk), done);
    },
    flush(done) {
      give(this, () => sealer.end(), done);
    },
  });
}

/**
 * Writes a file sealed. It has its name only once it is whole and on the disk; until then it lies beside as `<path>.part`,
 * which is removed when anything fails.
 */
export async function writeSealedFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  of: { readonly subjectId: number; readonly key: DataKey },
): Promise<void> {
  const partial = `${path}.part`;
  try {
    const file = createWriteStream(partial, { mode: 0o600, flush: true });
    await pipeline(content, sealingStream(of.subjectId, of.key), file);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
