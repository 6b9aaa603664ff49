import { isUtf8 } from 'node:buffer';
import type { Encoding } from '../settings.ts';

/** Bytes trimmed to whole UTF-8 characters at both ends, as a window cut from the middle of a text needs. */
export function trimToUtf8(bytes: Buffer, isStart: boolean): Buffer {
  let start = 0;
  if (!isStart) while (start < 3 && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
  let end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (length > back) end -= back;
      break;
    }
  }
  return bytes.subarray(start, end);
}

/** How well bytes read as UTF-8: characters beyond ASCII, of them those of three or more bytes, and invalid sequences. */
export function countUtf8(bytes: Buffer): { characters: number; long: number; invalid: number } {
  if (isUtf8(bytes)) return { ...countValid(bytes.toString('utf8')), invalid: 0 };
  const text = bytes.toString('utf8');
  const marks = text.split('\uFFFD').length - 1;
  const valid = countValid(text);
  return { characters: valid.characters - marks, long: valid.long - marks, invalid: marks };
}

function countValid(text: string): { characters: number; long: number } {
  let characters = 0;
  let long = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    characters++;
    if (code >= 0x800) long++;
  }
  return { characters, long };
}

/** UTF-16 without a byte order mark, by where zero bytes and the units of line ends, spaces and digits stand. */
export function detectUtf16(bytes: Buffer): { encoding: Encoding; confidence: number } | null {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  if (even.length < 4) return null;
  const little = plausibleUnits(even, 'utf-16le');
  const big = plausibleUnits(even, 'utf-16be');
  const best = little >= big ? little : big;
  const other = little >= big ? big : little;
  if (best < 0.7 || best - other < 0.3) return null;
  return { encoding: little >= big ? 'utf-16le' : 'utf-16be', confidence: Math.min(0.99, 0.6 + (best - other) / 2) };
}

/** Share of units that ordinary text is made of; 0 when plain byte text would give as many. */
function plausibleUnits(bytes: Buffer, encoding: 'utf-16le' | 'utf-16be'): number {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  let plausible = 0;
  let ascii = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if ((code >= 0x20 && code < 0x7f) || code === 9 || code === 10 || code === 13) {
      ascii++;
      plausible++;
    } else if (
      (code >= 0xa0 && code < 0x600) ||
      (code >= 0x2010 && code <= 0x2030) ||
      (code >= 0x3000 && code <= 0x30ff)
    )
      plausible++;
    else if (
      (code >= 0x4e00 && code <= 0x9fa5) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xff00 && code <= 0xff5e)
    )
      plausible++;
  }
  const units = [...text].length;
  // Pairs of ASCII bytes look like Han characters; real text of any script has ASCII units: line ends, spaces, digits.
  return ascii / units < 0.02 ? 0 : plausible / units;
}
