import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeHeader, encodeHeader } from './tar-format.ts';
import { listTar } from './tar-reader.ts';
import { createTar } from './tar-writer.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-tar-'));
const path = join(folder, 'a.tar');
afterAll(() => rmSync(folder, { recursive: true }));

describe('ustar archives', () => {
  it('give back files of every length around a block', async () => {
    const files = [0, 1, 511, 512, 513, 3_000_000].map((size) => ({
      name: `大小/${size}`,
      bytes: Buffer.alloc(size, size % 251),
    }));
    const tar = await createTar(path);
    for (const { name, bytes } of files) {
      writeFileSync(join(folder, 'source'), bytes);
      if (bytes.length % 2 === 0) await tar.addBytes(name, bytes);
      else await tar.addFile(name, join(folder, 'source'));
    }
    await tar.finish();
    const entries = await listTar(path);
    expect(entries.map((entry) => [entry.name, entry.size])).toEqual(
      files.map(({ name, bytes }) => [name, bytes.length]),
    );
    for (const [index, entry] of entries.entries()) {
      expect((await buffer(entry.open())).equals(files[index]?.bytes ?? Buffer.alloc(0))).toBe(true);
    }
    expect(readFileSync(path).length % 512).toBe(0);
  });

  it.each([0, 511, 8 ** 11 - 1, 8 ** 11, 2 ** 45])('write and read a size of %i bytes', (size) => {
    expect(decodeHeader(encodeHeader({ name: 'a', size }))).toEqual({ name: 'a', size });
  });

  it('are refused when a single bit of a header is another', () => {
    const header = encodeHeader({ name: 'tables/customer.jsonl.gz', size: 123_456 });
    for (let bit = 0; bit < header.length * 8; bit++) {
      const damaged = Buffer.from(header);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => decodeHeader(damaged)).toThrow();
    }
  });

  it('refuse names that do not fit', () => {
    expect(() => encodeHeader({ name: '名'.repeat(34), size: 1 })).toThrow('too long');
    expect(decodeHeader(encodeHeader({ name: 'n'.repeat(100), size: 1 }))?.name).toBe('n'.repeat(100));
  });

  it('are refused when they are cut off anywhere', async () => {
    const whole = readFileSync(path).length;
    for (const length of [whole - 1, whole - 512, whole - 1_025, 600, 511, 1]) {
      const cut = join(folder, 'cut.tar');
      writeFileSync(cut, readFileSync(path));
      truncateSync(cut, length);
      await expect(listTar(cut)).rejects.toThrow();
    }
  });
});
