import iconv from 'iconv-lite';
import type { Encoding } from '../settings.ts';

/**
 * Encodings that Node's own decoder reads only in part: what programs call EUC-KR is code page 949, and Big5 comes with
 * the characters of Hong Kong. Their extensions would be read as control characters and letters, without an error.
 */
const EXTENDED: Partial<Record<Encoding, string>> = { 'euc-kr': 'cp949', big5: 'big5hkscs' };

/** Decodes whole lines of text. Gives null for bytes that are not valid. */
export type StrictDecoder = (bytes: Buffer) => string | null;

/** Decodes any bytes; U+FFFD stands for those that are not valid. A byte order mark is kept. */
export function createDecoder(encoding: Encoding): (bytes: Buffer) => string {
  const extended = EXTENDED[encoding];
  if (extended !== undefined) return (bytes) => iconv.decode(bytes, extended);
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
}

/** A decoder that accepts only valid bytes. */
export function createStrictDecoder(encoding: Encoding): StrictDecoder {
  if (EXTENDED[encoding] !== undefined) {
    const decode = createDecoder(encoding);
    return (bytes) => {
      const text = decode(bytes);
      // Neither of these encodings has this character, so it always stands for invalid bytes.
      return text.includes('\uFFFD') ? null : text;
    };
  }
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return null;
    }
  };
}
