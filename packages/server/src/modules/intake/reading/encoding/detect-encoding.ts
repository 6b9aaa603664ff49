import type { Encoding } from '../settings.ts';
import { countUtf8, detectUtf16, trimToUtf8 } from './detect-utf.ts';
import { scoreEncodings, type Scored } from './score-encodings.ts';

/** The encoding of a text. */
export interface DetectedEncoding {
  encoding: Encoding;
  /** From 0 to 1. */
  confidence: number;
  /** Bytes of the byte order mark. */
  bom: number;
  /** Only ASCII was seen; UTF-8 is then as good as any. */
  ascii: boolean;
  /** The next best reading, when there is one worth offering. */
  alternative: Encoding | null;
}

/** Mean log-likelihood of a character when nearly all are frequent ones. */
const FREQUENT_SCORE = -7.5;

/** Letters that texts of today use: Latin, Greek, Cyrillic, Hebrew, Arabic. */
const COMMON_ALPHABETS = /[\u00a0-\u017f\u0391-\u03c9\u0410-\u044f\u05d0-\u05ea\u0621-\u064a\u0800-\uffff]/;

/** A part of a file that is looked at. */
export interface Window {
  bytes: Buffer;
  /** Offset in the text; 0 for the start. */
  offset: number;
  /** The text ends with it. */
  last: boolean;
}

/**
 * Detects the encoding of a text from some of its bytes: by byte order mark; by the zero bytes of UTF-16; by the structure
 * of UTF-8, which other encodings hardly ever fulfil by chance; else by which encoding makes the bytes the most probable
 * text, each weighed with the character frequencies of its languages. Null: not text in any encoding read here.
 */
export function detectEncoding(windows: readonly Window[]): DetectedEncoding | null {
  const first = windows[0]?.bytes ?? Buffer.alloc(0);
  const marked = byBom(first);
  if (marked !== undefined) return marked;
  const utf16 = detectUtf16(first);
  if (utf16 !== null) return { ...utf16, bom: 0, ascii: false, alternative: null };

  const utf8 = { characters: 0, long: 0, invalid: 0 };
  const texts = windows.map(({ bytes, offset }) => trimToUtf8(bytes, offset === 0));
  for (const bytes of texts) {
    const { characters, long, invalid } = countUtf8(bytes);
    utf8.characters += characters;
    utf8.long += long;
    utf8.invalid += invalid;
  }
  if (utf8.characters === 0 && utf8.invalid === 0) return found('utf-8', 1, null, true);
  if (utf8.invalid === 0 && (utf8.long > 1 || utf8.characters > 4)) return found('utf-8', 0.99, null);

  const scored = scoreEncodings(windows.map(toWholeLines));
  const [best, second] = scored;
  if (best === undefined || second === undefined) return null;
  // A chance UTF-8 reading of a few bytes, or a few broken bytes in a long UTF-8 text.
  if (utf8.invalid === 0) return found('utf-8', fewUtf8(texts, best), best.encoding);
  if (utf8.characters > 20 && utf8.invalid < utf8.characters / 20) return found('utf-8', 0.9, best.encoding);
  const confidence = best.mean < leastMean(best.encoding) ? 0.5 : certainty(best.score - second.score);
  return found(best.encoding, confidence, second.encoding);
}

/**
 * Below it the best reading is no text of its languages either: the bytes are in an encoding that is not detected, such as
 * Windows-1251. Real texts reach about -3.5 to -5.8 in Windows-1252 and -6.3 to -8.2 in the others.
 */
function leastMean(encoding: Encoding): number {
  return encoding === 'windows-1252' ? -6 : -9.2;
}

function found(encoding: Encoding, confidence: number, alternative: Encoding | null, ascii = false): DetectedEncoding {
  return { encoding, confidence, bom: 0, ascii, alternative };
}

function byBom(bytes: Buffer): DetectedEncoding | null | undefined {
  const head = bytes.toString('hex', 0, 4);
  const certain = { confidence: 1, ascii: false, alternative: null };
  if (head.startsWith('efbbbf')) return { encoding: 'utf-8', bom: 3, ...certain };
  if (head === 'fffe0000' || head === '0000feff') return null;
  if (head.startsWith('fffe')) return { encoding: 'utf-16le', bom: 2, ...certain };
  if (head.startsWith('feff')) return { encoding: 'utf-16be', bom: 2, ...certain };
  if (head === '84319533') return { encoding: 'gb18030', bom: 4, ...certain };
  return undefined;
}

/**
 * The confidence in a valid UTF-8 text with only a few characters beyond ASCII. Two-byte sequences arise by chance: four
 * Chinese characters in GBK are valid UTF-8 once in some hundred times, and then read as a mixture of alphabets.
 */
function fewUtf8(texts: readonly Buffer[], best: Scored): number {
  const beyond = texts.flatMap((bytes) => bytes.toString('utf8').match(/[^\0-\x7f]/gu) ?? []);
  if (beyond.every((character) => character < '\u0180' || character >= '\u0800')) return 0.97;
  if (best.encoding !== 'windows-1252' && best.score / beyond.length > FREQUENT_SCORE) return 0.6;
  return beyond.every((character) => COMMON_ALPHABETS.test(character)) ? 0.92 : 0.7;
}

/** A window without the broken line at either end, unless that is most of it. */
function toWholeLines({ bytes, offset, last }: Window): Buffer {
  const start = offset === 0 ? 0 : bytes.indexOf(10) + 1;
  const end = last ? bytes.length : bytes.lastIndexOf(10) + 1;
  return end - start > bytes.length / 2 ? bytes.subarray(start, end) : bytes;
}

/** The probability that the better of two readings is right, by the difference of their log-likelihoods, held back. */
function certainty(margin: number): number {
  return Math.min(0.99, 1 / (1 + Math.exp(-margin / 6)));
}
