import { randomFillSync } from 'node:crypto';

/** Bytes of a nonce of AES-GCM (NIST SP 800-38D, 8.2.2: 96 random bits). */
export const NONCE_BYTES = 12;
const POOLED = 4_096;

// Asking the generator for many at once costs a quarter of the time of asking for each. Every thread has a pool of its own.
const pool = Buffer.alloc(POOLED * NONCE_BYTES);
let next = pool.length;

/** Writes a nonce that was never used into `target`; its bytes are gone from the pool then. */
export function takeNonce(target: Buffer, offset: number): void {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  pool.copy(target, offset, next, next + NONCE_BYTES);
  next += NONCE_BYTES;
}
