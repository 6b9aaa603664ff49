import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256 of a stream, in hexadecimal digits, and its length in bytes. */
export async function hashStream(source: AsyncIterable<Buffer>): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { sha256: hash.digest('hex'), size };
}

/** SHA-256 of a file, in hexadecimal digits, and its length in bytes. */
export async function hashFile(path: string): Promise<{ sha256: string; size: number }> {
  return await hashStream(createReadStream(path, { highWaterMark: 1 << 20 }));
}
