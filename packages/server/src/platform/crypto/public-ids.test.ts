import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPublicIds } from './public-ids.ts';

const KEY = Buffer.alloc(16, 7);
const ids = createPublicIds(KEY);
const bytesOf = (id: string) => Buffer.from(id.slice(4), 'base64url');
/** Sixteen bytes that look random and are the same in every run. */
const noise = (seed: number) => createHash('sha256').update(`noise ${seed}`).digest().subarray(0, 16);
const bitsApart = (a: Buffer, b: Buffer) =>
  [...a].reduce((sum, byte, i) => sum + ((byte ^ (b[i] ?? 0)).toString(2).match(/1/g)?.length ?? 0), 0);

describe('public ids', () => {
  it('are a permutation: one block each, no two alike, and each leads back to its row only', () => {
    const keys = [...Array.from({ length: 5_000 }, (_, i) => i + 1), 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
    const made = keys.flatMap((key) => [ids.encode('cus', key), ids.encode('ord', key), ids.version(key, 3)]);
    expect(new Set(made.map((id) => id.slice(-22))).size).toBe(made.length);
    for (const key of keys) {
      const id = ids.encode('cus', key);
      expect([bytesOf(id).length, ids.decode('cus', id), ids.decodeAny(id)]).toEqual([
        16,
        key,
        { type: 'cus', id: key },
      ]);
    }
  });

  it('say nothing of which number comes next, nor that two types have the same one', () => {
    const pairs = Array.from({ length: 2_000 }, (_, i) => [
      bitsApart(bytesOf(ids.encode('cus', i + 1)), bytesOf(ids.encode('cus', i + 2))),
      bitsApart(bytesOf(ids.encode('cus', i + 1)), bytesOf(ids.encode('usr', i + 1))),
    ]);
    for (const which of [0, 1]) {
      const apart = pairs.map((pair) => pair[which] ?? 0);
      // Of 128 bits half differ, and never few: what one of 2,000 pairs of random blocks has below 35 is one in a million.
      expect(Math.abs(apart.reduce((a, b) => a + b, 0) / apart.length - 64)).toBeLessThan(1);
      expect(Math.min(...apart)).toBeGreaterThan(34);
    }
  });

  it('cannot be made without the key: not at random, not from another one, not by another prefix', () => {
    const other = createPublicIds(Buffer.alloc(16, 8));
    const known = ids.encode('cus', 42);
    for (let i = 0; i < 20_000; i++) {
      expect(ids.decodeAny(`cus_${noise(i).toString('base64url')}`)).toBeUndefined();
    }
    for (let bit = 0; bit < 128; bit++) {
      const changed = bytesOf(known);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(ids.decodeAny(`cus_${changed.toString('base64url')}`)).toBeUndefined();
    }
    expect(other.decodeAny(known)).toBeUndefined();
    expect(ids.decode('usr', `usr_${known.slice(4)}`)).toBeUndefined();
    expect(ids.decodeAny(`cus_${ids.version(42, 0)}`)).toBeUndefined();
    expect([ids.versionOf(42, ids.version(42, 5)), ids.versionOf(43, ids.version(42, 5))]).toEqual([5, undefined]);
  });
});

it('nothing else enciphers single blocks', () => {
  const root = join(import.meta.dirname, '..', '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.(?:test|fixture)\.ts$/.test(file),
  );
  const modes = files.flatMap((file) =>
    [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /['"`](?:(?:aes|aria|camellia)-\d|(?:des|rc2|bf|sm4)-)[\w-]*['"`]/g,
      ),
    ]
      .map(([name]) => `${file.replaceAll('\\', '/')} ${name.slice(1, -1)}`)
      .filter((use) => !use.endsWith('-gcm')),
  );
  expect([...new Set(modes)].toSorted()).toEqual(['platform/crypto/public-ids.ts aes-128-ecb']);
});
