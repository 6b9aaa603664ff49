import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { NONCE_BYTES, takeNonce } from './nonce-pool.ts';

/** Bytes of an authentication tag. Shorter ones, which GCM would allow, are not made and not accepted. */
export const TAG_BYTES = 16;
const ALGORITHM = 'aes-256-gcm';
const OPTIONS = { authTagLength: TAG_BYTES } as const;

/** How much longer than its content nonce, ciphertext and tag are. */
export const GCM_OVERHEAD = NONCE_BYTES + TAG_BYTES;

/** Thrown for what was not sealed with this key for this place, or was changed since. Says nothing about the content. */
export class SealBroken extends Error {
  constructor() {
    super('a sealed value was changed, moved or cut, or its key is not the one it was sealed with');
    this.name = 'SealBroken';
  }
}

/** Writes `nonce · ciphertext · tag` into `target` from `offset` on; takes the content's length and {@link GCM_OVERHEAD}. */
export function encryptInto(target: Buffer, offset: number, key: KeyObject, aad: Buffer, content: Buffer): void {
  takeNonce(target, offset);
  const body = offset + NONCE_BYTES;
  const cipher = createCipheriv(ALGORITHM, key, target.subarray(offset, body), OPTIONS);
  cipher.setAAD(aad);
  cipher.update(content).copy(target, body);
  cipher.final();
  cipher.getAuthTag().copy(target, body + content.length);
}

/**
 * Opens what {@link encryptInto} wrote.
 *
 * @throws SealBroken unless every byte, the key and the bound text are the same as then
 */
export function decryptFrom(source: Uint8Array, offset: number, key: KeyObject, aad: Buffer): Buffer {
  const body = offset + NONCE_BYTES;
  return openUnder(key, source.subarray(offset, body), aad, source.subarray(body));
}

/** Seals content under a nonce that this key was never used with: `ciphertext · tag`. */
export function sealUnder(key: KeyObject, nonce: Buffer, aad: Buffer, content: Buffer): Buffer {
  const cipher = createCipheriv(ALGORITHM, key, nonce, OPTIONS);
  cipher.setAAD(aad);
  const body = cipher.update(content);
  cipher.final();
  return Buffer.concat([body, cipher.getAuthTag()]);
}

/**
 * Opens `ciphertext · tag`.
 *
 * @throws SealBroken unless every byte, the key, the nonce and the bound text are the same as then
 */
export function openUnder(key: KeyObject, nonce: Uint8Array, aad: Buffer, sealed: Uint8Array): Buffer {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) throw new SealBroken();
  const decipher = createDecipheriv(ALGORITHM, key, nonce, OPTIONS);
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(end));
  const content = decipher.update(sealed.subarray(0, end));
  try {
    // Nothing of the content leaves before this has agreed.
    decipher.final();
  } catch {
    throw new SealBroken();
  }
  return content;
}
