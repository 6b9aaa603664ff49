import { randomBytes } from 'node:crypto';

// Crockford's base 32: no I, L, O or U, which are misread.
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 7;
const GROUP_LENGTH = 4;

/** Shortest passphrase that people may choose themselves, in characters. */
export const SHORTEST_PASSPHRASE = 16;

/** A passphrase of 140 random bits, to be written down: seven groups of four. */
export function makePassphrase(): string {
  const bytes = randomBytes(GROUPS * GROUP_LENGTH);
  const digits = Array.from(bytes, (byte) => DIGITS.charAt(byte % DIGITS.length)).join('');
  return Array.from({ length: GROUPS }, (_, i) => digits.slice(i * GROUP_LENGTH, (i + 1) * GROUP_LENGTH)).join('-');
}
