import type { KeyObject } from 'node:crypto';
import { decryptFrom, encryptInto, GCM_OVERHEAD, SealBroken } from './aes-gcm.ts';
import type { SealedPlace } from './place.ts';

/** The only format so far: AES-256-GCM under a subject's key. */
const FORMAT = 1;
// ver(1) · masterVer(2) · subjectId(8) · keyGen(2); then nonce(12) · ciphertext · tag(16). Numbers are big-endian.
const HEADER_BYTES = 13;
const MOST_VERSION = 0xffff;

/** How many bytes longer than its content (UTF-8) a sealed value is. */
export const ENVELOPE_OVERHEAD = HEADER_BYTES + GCM_OVERHEAD;

/** A subject's key. */
export interface DataKey {
  readonly key: KeyObject;
  /** Which of the subject's keys, from 1. */
  readonly generation: number;
  /** The version of the master key that wrapped it when it was read. */
  readonly masterVersion: number;
}

/** What a sealed value says about itself without being opened. */
export interface EnvelopeHeader {
  readonly subjectId: number;
  readonly generation: number;
  readonly masterVersion: number;
}

/**
 * Seals a value for one place. The result is bytes for the database: nonce and all, {@link ENVELOPE_OVERHEAD} longer than
 * the value.
 */
export function sealValue({ key, generation, masterVersion }: DataKey, place: SealedPlace, value: string): Buffer {
  const content = Buffer.from(value, 'utf8');
  const envelope = Buffer.allocUnsafe(content.length + ENVELOPE_OVERHEAD);
  const { subjectId } = place;
  if (!isVersion(generation) || !isVersion(masterVersion)) throw new RangeError('a key version is out of range');
  if (!isId(subjectId) || !isId(place.rowId)) throw new RangeError('a sealed place needs whole, positive numbers');
  envelope.writeUInt8(FORMAT, 0);
  envelope.writeUInt16BE(masterVersion, 1);
  envelope.writeUInt32BE(Math.floor(subjectId / 2 ** 32), 3);
  envelope.writeUInt32BE(subjectId >>> 0, 7);
  envelope.writeUInt16BE(generation, 11);
  encryptInto(envelope, HEADER_BYTES, key, boundTo(place, { subjectId, generation, masterVersion }), content);
  return envelope;
}

/**
 * Opens a sealed value. `key` must be the one that its header names.
 *
 * @throws SealBroken when any byte was changed, or the value was sealed for another place
 */
export function openValue(key: KeyObject, place: SealedPlace, envelope: Uint8Array): string {
  const header = readHeader(envelope);
  if (header.subjectId !== place.subjectId) throw new SealBroken();
  return decryptFrom(envelope, HEADER_BYTES, key, boundTo(place, header)).toString('utf8');
}

/**
 * Reads which key a value was sealed with. Nothing it says is proved before the value was opened.
 *
 * @throws SealBroken for what cannot be a sealed value
 */
export function readHeader(envelope: Uint8Array): EnvelopeHeader {
  if (envelope.length < ENVELOPE_OVERHEAD || envelope[0] !== FORMAT) throw new SealBroken();
  const header = new DataView(envelope.buffer, envelope.byteOffset, HEADER_BYTES);
  const subjectId = header.getUint32(3) * 2 ** 32 + header.getUint32(7);
  if (!Number.isSafeInteger(subjectId)) throw new SealBroken();
  return { subjectId, generation: header.getUint16(11), masterVersion: header.getUint16(1) };
}

// All versions are bound, the master key's too, so that no byte of the header can be changed unseen.
function boundTo({ at, rowId, subjectId, version }: SealedPlace, header: EnvelopeHeader): Buffer {
  const versions = `${FORMAT}.${header.masterVersion}.${header.generation}`;
  const ver = version === undefined ? versions : `${versions}.${version}`;
  return Buffer.from(`${at.table}|${at.column}|${rowId}|${subjectId}|${ver}`, 'latin1');
}

function isVersion(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MOST_VERSION;
}

function isId(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}
