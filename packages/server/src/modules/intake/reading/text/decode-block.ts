import { isUtf8 } from 'node:buffer';
import { createDecoder, createStrictDecoder } from '../encoding/decode.ts';
import type { Encoding } from '../settings.ts';

/**
 * Stands in a decoded text for bytes that are not valid in its encoding. U+FDD0 is a Unicode noncharacter: no text meant
 * for interchange holds it, while U+FFFD may well be what the author of the file wrote.
 */
export const UNDECODABLE = '\uFDD0';

/** A piece of text made of whole lines. `damaged`: it holds `UNDECODABLE`. */
export interface Decoded {
  text: string;
  damaged: boolean;
}

/** A decoder of blocks that begin and end at line ends. */
export function createBlockDecoder(encoding: Encoding): (block: Buffer) => Decoded {
  const decodeStrictly = createStrictDecoder(encoding);
  const decodeLeniently = createDecoder(encoding);
  const unit = encoding.startsWith('utf-16') ? 2 : 1;

  return (block) => {
    if (encoding === 'utf-8' && isUtf8(block)) return { text: block.toString('utf8'), damaged: false };
    const text = decodeStrictly(block);
    if (text !== null) return { text, damaged: false };
    const lines = cutLines(block, unit, encoding).map((line) => {
      return decodeStrictly(line) ?? markDamage(decodeLeniently(line));
    });
    return { text: lines.join(''), damaged: true };
  };
}

function markDamage(text: string): string {
  const marked = text.replaceAll('\uFFFD', UNDECODABLE);
  return marked.includes(UNDECODABLE) ? marked : UNDECODABLE + marked;
}

function* lineEnds(block: Buffer, unit: number, encoding: Encoding): Generator<number> {
  for (let at = 0; at < block.length;) {
    const end = findLineEnd(block, at, unit, encoding, 10);
    if (end === -1) return;
    yield end;
    at = end;
  }
}

function cutLines(block: Buffer, unit: number, encoding: Encoding): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (const end of lineEnds(block, unit, encoding)) {
    lines.push(block.subarray(start, end));
    start = end;
  }
  lines.push(block.subarray(start));
  return lines;
}

/**
 * The byte after the first line end at or after `from`; -1 when there is none. In every encoding read here the line-end
 * bytes never occur inside another character, but for UTF-16, where whole units are compared.
 */
export function findLineEnd(bytes: Buffer, from: number, unit: number, encoding: Encoding, code: number): number {
  for (let at = bytes.indexOf(code, from); at !== -1; at = bytes.indexOf(code, at + 1)) {
    if (unit === 1) return at + 1;
    if (isUnit(bytes, at, encoding)) return encoding === 'utf-16le' ? at + 2 : at + 1;
  }
  return -1;
}

/** The byte after the last line end; -1 when there is none. */
export function findLastLineEnd(bytes: Buffer, unit: number, encoding: Encoding, code: number): number {
  for (let at = bytes.lastIndexOf(code); at > -1; at = at === 0 ? -1 : bytes.lastIndexOf(code, at - 1)) {
    if (unit === 1) return at + 1;
    if (isUnit(bytes, at, encoding)) return encoding === 'utf-16le' ? at + 2 : at + 1;
  }
  return -1;
}

/** Whether the code byte at `at` is a whole UTF-16 unit; blocks begin at an even offset of the text. */
function isUnit(bytes: Buffer, at: number, encoding: Encoding): boolean {
  if (encoding === 'utf-16le') return at % 2 === 0 && bytes[at + 1] === 0;
  return at % 2 === 1 && bytes[at - 1] === 0;
}
