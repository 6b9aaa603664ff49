import type { KeyObject } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type ByteRange, READ_BYTES, type StoredBytes } from '../../files/stored-bytes.ts';
import type { KeyStore } from '../key-store/key-store.ts';
import { SealBroken } from '../sealing/aes-gcm.ts';
import { KeyNotFound } from '../sealing/sealed.ts';
import {
  FILE_HEADER_BYTES,
  FRAME_BYTES,
  frameKey,
  measure,
  openFrame,
  parseHeader,
  SEALED_FRAME_BYTES,
  type SealedFileHeader,
} from './frames.ts';

const FRAMES_PER_READ = READ_BYTES / FRAME_BYTES;

/** A sealed file with its key. Can be handed to another thread. */
export interface SealedFile {
  readonly path: string;
  readonly subjectId: number;
  readonly key: KeyObject;
}

/** The key of a sealed file was destroyed: nobody can open it any more. */
export class FileDestroyed extends Error {
  constructor() {
    super('the key of this file was destroyed');
    this.name = 'FileDestroyed';
  }
}

/**
 * Finds the key of a sealed file.
 *
 * @throws FileDestroyed, KeyNotFound; SealBroken when it is not a sealed file of this subject
 */
export async function findSealedFile(keyStore: KeyStore, path: string, subjectId: number): Promise<SealedFile> {
  const file = await open(path);
  try {
    const header = await readFileHeader(file, subjectId);
    const key = (await keyStore.load([subjectId])).find(subjectId, header.generation);
    if (key === 'DESTROYED') throw new FileDestroyed();
    if (!key) throw new KeyNotFound();
    return { path, subjectId, key };
  } finally {
    await file.close();
  }
}

/**
 * The content of a sealed file. Whatever is read is proved first, down to the frame; that nothing is missing at the end, at
 * the first use. Reads throw SealBroken.
 */
export function sealedBytes({ path, subjectId, key }: SealedFile): StoredBytes {
  let known: Promise<Opened> | undefined;
  async function withFile<T>(work: (file: FileHandle, opened: Opened) => Promise<T>): Promise<T> {
    const file = await open(path);
    try {
      known ??= openSealed(file, subjectId, key);
      return await work(file, await known);
    } finally {
      await file.close();
    }
  }
  async function* content({ start = 0, end = Infinity, signal }: ByteRange): AsyncGenerator<Buffer> {
    const file = await open(path);
    try {
      known ??= openSealed(file, subjectId, key);
      const opened = await known;
      const to = Math.min(end, opened.size);
      for (let at = start; at < to;) {
        signal?.throwIfAborted();
        const upTo = Math.min(to, (Math.floor(at / FRAME_BYTES) + FRAMES_PER_READ) * FRAME_BYTES);
        yield await readPlain(file, opened, at, upTo);
        at = upTo;
      }
    } finally {
      await file.close();
    }
  }
  return {
    size: async () => await withFile(async (_file, { size }) => size),
    read: async (offset, length) =>
      await withFile(async (file, opened) => {
        return await readPlain(file, opened, offset, Math.min(opened.size, offset + length));
      }),
    stream: (range = {}) => Readable.from(content(range), { objectMode: false, highWaterMark: READ_BYTES }),
  };
}

interface Opened {
  readonly header: SealedFileHeader;
  readonly frames: number;
  readonly size: number;
  readonly key: KeyObject;
}

async function openSealed(file: FileHandle, subjectId: number, subjectKey: KeyObject): Promise<Opened> {
  const header = await readFileHeader(file, subjectId);
  const { frames, size } = measure((await file.stat()).size);
  const opened = { header, frames, size, key: frameKey(subjectKey, header) };
  // A file that was cut between two frames ends with one that does not know it is the last.
  await readPlain(file, opened, Math.max(0, size - 1), size, true);
  return opened;
}

async function readFileHeader(file: FileHandle, subjectId: number): Promise<SealedFileHeader> {
  const header = parseHeader(await readAt(file, 0, FILE_HEADER_BYTES));
  if (header.subjectId !== subjectId) throw new SealBroken();
  return header;
}

/** Content from `start` to before `end`; the frames that it touches are proved as a whole. */
async function readPlain(
  file: FileHandle,
  { key, header, frames }: Opened,
  start: number,
  end: number,
  evenEmpty = false,
): Promise<Buffer> {
  if (end <= start && !evenEmpty) return Buffer.alloc(0);
  const first = Math.floor(start / FRAME_BYTES);
  const last = Math.max(first, Math.ceil(end / FRAME_BYTES) - 1);
  const length = (last - first + 1) * SEALED_FRAME_BYTES;
  const sealed = await readAt(file, FILE_HEADER_BYTES + first * SEALED_FRAME_BYTES, length);
  const content: Buffer[] = [];
  for (let index = first; index <= last; index++) {
    const at = (index - first) * SEALED_FRAME_BYTES;
    const frame = sealed.subarray(at, at + SEALED_FRAME_BYTES);
    content.push(openFrame(key, header, { index, isLast: index === frames - 1 }, frame));
  }
  const [only] = content;
  const all = content.length === 1 && only ? only : Buffer.concat(content);
  return all.subarray(start - first * FRAME_BYTES, end - first * FRAME_BYTES);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
