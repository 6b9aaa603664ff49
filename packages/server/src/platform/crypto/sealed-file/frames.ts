/*
 * Files are sealed in frames by the STREAM construction (V. T. Hoang, R. Reyhanitabar, P. Rogaway, D. Vizár: Online
 * Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, CRYPTO 2015): the nonce of a frame is its number and
 * whether it is the last. Each file has a key of its own, made from its subject's key and a random salt, so that frames of
 * other files, or of an earlier writing of the same one, do not open here either.
 */
import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { openUnder, SealBroken, sealUnder, TAG_BYTES } from '../sealing/aes-gcm.ts';
import type { DataKey } from '../sealing/envelope.ts';
import { NONCE_BYTES } from '../sealing/nonce-pool.ts';
import { KEY_BYTES } from '../key-store/master-file.ts';

/** Bytes of content in every frame but the last, which may have fewer. */
export const FRAME_BYTES = 65_536;
/** Bytes that a full frame takes on the disk. */
export const SEALED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES;
// magic(3) · format(1) · subjectId(8) · generation(2) · salt(32). Numbers are big-endian.
const MAGIC = Buffer.from('DSF\u0001', 'latin1');
const SALT_AT = 14;
const SALT_BYTES = 32;
/** Bytes before the first frame. */
export const FILE_HEADER_BYTES = SALT_AT + SALT_BYTES;
const PURPOSE = 'dossier sealed file';
const MOST_FRAMES = 2 ** 32;

/** What a sealed file says about itself. Nothing of it is proved before a frame was opened. */
export interface SealedFileHeader {
  readonly subjectId: number;
  readonly generation: number;
  /** All of it, which every frame is bound to. */
  readonly bytes: Buffer;
}

/** Makes the header of a new file. */
export function beginHeader(subjectId: number, generation: number): SealedFileHeader {
  const bytes = Buffer.alloc(FILE_HEADER_BYTES);
  MAGIC.copy(bytes);
  bytes.writeBigUInt64BE(BigInt(subjectId), 4);
  bytes.writeUInt16BE(generation, 12);
  randomBytes(SALT_BYTES).copy(bytes, SALT_AT);
  return { subjectId, generation, bytes };
}

/** @throws SealBroken for what cannot be a sealed file */
export function parseHeader(bytes: Buffer): SealedFileHeader {
  if (bytes.length < FILE_HEADER_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new SealBroken();
  const header = Buffer.from(bytes.subarray(0, FILE_HEADER_BYTES));
  return { subjectId: Number(header.readBigUInt64BE(4)), generation: header.readUInt16BE(12), bytes: header };
}

/** The key of the frames of one file. */
export function frameKey(subjectKey: KeyObject, { bytes }: SealedFileHeader): KeyObject {
  const derived = Buffer.from(hkdfSync('sha256', subjectKey, bytes.subarray(SALT_AT), PURPOSE, KEY_BYTES));
  const key = createSecretKey(derived);
  derived.fill(0);
  return key;
}

/** How many frames a sealed file of this length has, and how long its content is. */
export function measure(sealedSize: number): { frames: number; size: number } {
  const body = sealedSize - FILE_HEADER_BYTES;
  const frames = Math.ceil(body / SEALED_FRAME_BYTES);
  const size = body - frames * TAG_BYTES;
  // The last frame is empty only where there is nothing at all.
  const isWhole = frames === 1 ? size >= 0 : size > (frames - 1) * FRAME_BYTES;
  if (frames < 1 || !isWhole) throw new SealBroken();
  return { frames, size };
}

/** Which frame it is. */
export interface FramePlace {
  readonly index: number;
  readonly isLast: boolean;
}

/** Seals a frame. */
export function sealFrame(key: KeyObject, header: SealedFileHeader, place: FramePlace, content: Buffer): Buffer {
  return sealUnder(key, nonceOf(place), header.bytes, content);
}

/** @throws SealBroken unless it is that frame of that file, to the last bit */
export function openFrame(key: KeyObject, header: SealedFileHeader, place: FramePlace, sealed: Buffer): Buffer {
  return openUnder(key, nonceOf(place), header.bytes, sealed);
}

/** Makes the sealed bytes of a file as its content comes in. */
export interface FrameSealer {
  /** What is ready to be written after this much more content. */
  push(content: Buffer): Buffer[];
  end(): Buffer[];
}

/** Begins a file. */
export function createFrameSealer(subjectId: number, { key, generation }: DataKey): FrameSealer {
  const header = beginHeader(subjectId, generation);
  const frames = frameKey(key, header);
  let ready: Buffer[] = [header.bytes];
  let held: Buffer[] = [];
  let length = 0;
  let index = 0;

  function seal(content: Buffer, isLast: boolean): void {
    if (index >= MOST_FRAMES) throw new RangeError('a file is too long to be sealed');
    ready.push(sealFrame(frames, header, { index: index++, isLast }, content));
  }
  function take(): Buffer[] {
    const taken = ready;
    ready = [];
    return taken;
  }
  return {
    push: (content) => {
      held.push(content);
      length += content.length;
      // A full frame waits until more follows: it might be the last.
      if (length > FRAME_BYTES) {
        const all = held.length === 1 ? content : Buffer.concat(held);
        let at = 0;
        for (; length - at > FRAME_BYTES; at += FRAME_BYTES) seal(all.subarray(at, at + FRAME_BYTES), false);
        held = [all.subarray(at)];
        length -= at;
      }
      return take();
    },
    end: () => {
      seal(Buffer.concat(held), true);
      return take();
    },
  };
}

function nonceOf({ index, isLast }: FramePlace): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES);
  nonce.writeUInt32BE(index, 7);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}
