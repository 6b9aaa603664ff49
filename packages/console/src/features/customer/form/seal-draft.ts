import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { bytesToHex, bytesToUtf8, hexToBytes, managedNonce, utf8ToBytes } from '@noble/ciphers/utils.js';

// At once, unlike the browser's own cryptography, which answers too late for a page that is being closed; and under a nonce of 24
// random bytes, which never comes twice.
const cipher = managedNonce(xchacha20poly1305);

/** Seals a text under a key of hexadecimal digits, bound to the place where it is kept. */
export function sealText(key: string, place: string, text: string): string {
  return bytesToHex(cipher(hexToBytes(key), utf8ToBytes(place)).encrypt(utf8ToBytes(text)));
}

/** Opens such a text; undefined with another key, in another place, or when it was changed. */
export function openText(key: string, place: string, sealed: string): string | undefined {
  try {
    return bytesToUtf8(cipher(hexToBytes(key), utf8ToBytes(place)).decrypt(hexToBytes(sealed)));
  } catch {
    return undefined;
  }
}
