import { isAscii } from 'node:buffer';
import type { StoredBytes } from '../../../../platform/files/stored-bytes.ts';
import type { Window } from '../encoding/detect-encoding.ts';
import { LIMITS } from '../settings.ts';
import { openBytes } from './open-bytes.ts';

const PREFIX_BYTES = 262_144;
const MIDDLE_WINDOWS = 8;
const MIDDLE_BYTES = 16_384;
const TAIL_BYTES = 65_536;
/** How far a text that began in plain ASCII is searched for its first other character. */
const ASCII_SEARCH_BYTES = 67_108_864;

/** The parts of a text that detection looks at. */
export interface LookedAt {
  prefix: Buffer;
  /** The prefix is the whole text. */
  whole: boolean;
  /** The last bytes; null where they cannot be had without reading all (gzip). */
  tail: Buffer | null;
  /** All windows, the prefix first and the tail last. */
  windows: Window[];
}

/**
 * Reads a bounded part of a text: its beginning, up to the first line end if that is farther, some windows from the middle
 * and the end. Of a gzip file only the beginning.
 */
export async function readWindows(file: StoredBytes, size: number, gzip: boolean): Promise<LookedAt> {
  const { prefix, whole } = await readPrefix(file, gzip);
  const windows: Window[] = [{ bytes: prefix, offset: 0, last: whole }];
  // Multiples of four keep UTF-16 units whole.
  if (whole) return { prefix, whole, tail: prefix.subarray(alignedTail(prefix.length)), windows };
  if (gzip) return { prefix, whole, tail: null, windows: await withNonAscii(file, gzip, windows) };
  const step = (size - prefix.length) / (MIDDLE_WINDOWS + 1);
  for (let i = 1; i <= MIDDLE_WINDOWS && step > MIDDLE_BYTES; i++) {
    windows.push(await readWindow(prefix.length + Math.floor((i * step) / 4) * 4, MIDDLE_BYTES));
  }
  const tail = await readWindow(Math.max(prefix.length, alignedTail(size)), TAIL_BYTES + 4);
  windows.push(tail);
  return { prefix, whole, tail: tail.bytes, windows: await withNonAscii(file, gzip, windows) };

  async function readWindow(offset: number, length: number): Promise<Window> {
    const bytes = await file.read(offset, length);
    return { bytes, offset, last: offset + bytes.length >= size };
  }
}

/** Adds the first piece beyond the prefix that is not ASCII, when no window shows one: it decides the encoding. */
async function withNonAscii(file: StoredBytes, gzip: boolean, windows: Window[]): Promise<Window[]> {
  if (!windows.every(({ bytes }) => isAscii(bytes))) return windows;
  const prefix = windows[0]?.bytes.length ?? 0;
  let offset = prefix;
  for await (const chunk of openBytes(file, { gzip, offset: prefix })) {
    if (!isAscii(chunk)) return [...windows, { bytes: chunk, offset, last: false }];
    offset += chunk.length;
    if (offset > prefix + ASCII_SEARCH_BYTES) break;
  }
  return windows;
}

function alignedTail(size: number): number {
  return Math.max(0, Math.floor((size - TAIL_BYTES) / 4) * 4);
}

async function readPrefix(file: StoredBytes, gzip: boolean): Promise<{ prefix: Buffer; whole: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  let lineEnd = false;
  for await (const chunk of openBytes(file, { gzip })) {
    if (length >= PREFIX_BYTES && (lineEnd || length > LIMITS.lineBytes)) {
      return { prefix: Buffer.concat(chunks).subarray(0, length - (length % 4)), whole: false };
    }
    chunks.push(chunk);
    length += chunk.length;
    lineEnd ||= chunk.includes(10) || chunk.includes(13);
  }
  return { prefix: Buffer.concat(chunks), whole: true };
}
