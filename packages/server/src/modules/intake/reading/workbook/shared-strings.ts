import type { Readable } from 'node:stream';
import { FileRefused } from '../refusal.ts';
import { LIMITS } from '../settings.ts';
import { readXml } from './read-xml.ts';
import { decodeEscapes } from './cell-value.ts';

/** The texts that cells of a workbook refer to by number. */
export interface SharedStrings {
  get(index: number): string | undefined;
}

const CHUNK_BYTES = 1_048_576;
const MAX_BYTES = 134_217_728;
const MAX_STRINGS = 8_000_000;

/**
 * Reads the shared strings into packed UTF-8, which takes a fraction of the memory of as many JavaScript strings. Reads
 * only up to `last` when given. Refuses `SHARED_STRINGS_TOO_LARGE` past 128 MB or 8 million strings.
 */
export async function loadSharedStrings(stream: Readable, last = Infinity): Promise<SharedStrings> {
  const store = createStore();
  let value = '';
  let inText = false;
  let phonetic = 0;
  for await (const _chunk of readXml(stream, {
    open(name) {
      if (name === 'si') value = '';
      else if (name === 'rPh') phonetic++;
      else if (name === 't') inText = phonetic === 0;
    },
    text(text) {
      if (inText && value.length <= LIMITS.cellCharacters) value += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic--;
      else if (name === 'si') store.add(decodeEscapes(value));
    },
  })) {
    if (store.size() > last) break;
  }
  return store;
}

function createStore(): SharedStrings & { add(value: string): void; size(): number } {
  const chunks: Buffer[] = [];
  let chunk = Buffer.alloc(0);
  let used = 0;
  let bytes = 0;
  let count = 0;
  // Where each string begins, as chunk × CHUNK_BYTES + offset; its length beside it.
  let starts = new Float64Array(1_024);
  let lengths = new Uint32Array(1_024);

  function grow(): void {
    const moreStarts = new Float64Array(starts.length * 2);
    moreStarts.set(starts);
    starts = moreStarts;
    const moreLengths = new Uint32Array(lengths.length * 2);
    moreLengths.set(lengths);
    lengths = moreLengths;
  }

  return {
    size: () => count,
    add(value) {
      const length = Buffer.byteLength(value);
      bytes += length;
      if (bytes > MAX_BYTES || count >= MAX_STRINGS) throw new FileRefused('SHARED_STRINGS_TOO_LARGE');
      if (used + length > chunk.length) {
        chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, length));
        chunks.push(chunk);
        used = 0;
      }
      if (count === starts.length) grow();
      chunk.write(value, used);
      starts[count] = (chunks.length - 1) * CHUNK_BYTES + used;
      lengths[count] = length;
      used += length;
      count++;
    },
    get(index) {
      const start = starts[index];
      const length = lengths[index];
      if (index >= count || start === undefined || length === undefined) return undefined;
      const offset = start % CHUNK_BYTES;
      return chunks[Math.floor(start / CHUNK_BYTES)]?.toString('utf8', offset, offset + length);
    },
  };
}
