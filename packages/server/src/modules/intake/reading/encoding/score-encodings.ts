import type { Encoding } from '../settings.ts';
import { createDecoder } from './decode.ts';
import { JAPANESE, KOREAN, SIMPLIFIED, TRADITIONAL } from './frequent-characters.ts';

/** A class of characters, the share of a text's non-ASCII characters it makes up, and how many characters share that. */
interface CharacterClass {
  share: number;
  size: number;
}

/** How probable each character is in text of one language in one encoding. */
interface Model {
  encoding: Encoding;
  frequent: ReadonlySet<string>;
  /** The class of a character that is not frequent. */
  classify: (code: number, character: string) => CharacterClass;
  frequentClass: CharacterClass;
}

const IMPOSSIBLE: CharacterClass = { share: 1e-7, size: 1 };
const CJK_SYMBOL: CharacterClass = { share: 0.06, size: 120 };
const FULL_WIDTH: CharacterClass = { share: 0.02, size: 94 };
const SYMBOL_OTHER: CharacterClass = { share: 0.003, size: 700 };

function symbol(code: number): CharacterClass | null {
  if (code >= 0x3000 && code <= 0x303f) return CJK_SYMBOL;
  if (code >= 0xff01 && code <= 0xff5e) return FULL_WIDTH;
  if (code === 0x00b7 || (code >= 0x2010 && code <= 0x2026)) return CJK_SYMBOL;
  if ((code >= 0x2000 && code <= 0x27bf) || (code >= 0x0370 && code <= 0x0451) || code === 0xa5) return SYMBOL_OTHER;
  if (code >= 0xa0 && code <= 0x17f) return SYMBOL_OTHER;
  return null;
}

/** Characters that an encoding's designers put in its first, frequent level; found by asking the decoder. */
function level(encoding: Encoding, leads: [number, number], trails: [number, number][]): ReadonlySet<string> {
  const decode = createDecoder(encoding);
  const found = new Set<string>();
  for (let lead = leads[0]; lead <= leads[1]; lead++) {
    for (const [first, last] of trails) {
      for (let trail = first; trail <= last; trail++) found.add(decode(Buffer.of(lead, trail)));
    }
  }
  return found;
}

function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || code > 0x20000;
}

function chinese(
  encoding: Encoding,
  list: string,
  level1: ReadonlySet<string>,
  level2: ReadonlySet<string> | null,
): Model {
  const frequent = new Set(list);
  return {
    encoding,
    frequent,
    frequentClass: { share: 0.7, size: frequent.size },
    classify(code, character) {
      if (level1.has(character) && isHan(code)) return { share: 0.2, size: level1.size - frequent.size };
      if (level2?.has(character) ?? isHan(code)) return { share: 0.012, size: level2?.size ?? 7_600 };
      if (isHan(code)) return { share: 0.003, size: 14_000 };
      return symbol(code) ?? IMPOSSIBLE;
    },
  };
}

function japanese(encoding: Encoding, level1: ReadonlySet<string>): Model {
  const frequent = new Set(JAPANESE);
  return {
    encoding,
    frequent,
    frequentClass: { share: 0.25, size: frequent.size },
    classify(code, character) {
      if (code >= 0x3041 && code <= 0x3096) return { share: 0.4, size: 75 };
      if (code >= 0x30a1 && code <= 0x30fe) return { share: 0.15, size: 80 };
      if (code >= 0xff61 && code <= 0xff9f) return { share: 0.01, size: 63 };
      if (level1.has(character) && isHan(code)) return { share: 0.1, size: 2_500 };
      if (isHan(code)) return { share: 0.004, size: 3_400 };
      return symbol(code) ?? IMPOSSIBLE;
    },
  };
}

function korean(level1: ReadonlySet<string>): Model {
  const frequent = new Set(KOREAN);
  return {
    encoding: 'euc-kr',
    frequent,
    frequentClass: { share: 0.75, size: frequent.size },
    classify(code, character) {
      if (code >= 0xac00 && code <= 0xd7a3) {
        if (level1.has(character)) return { share: 0.18, size: 2_000 };
        return { share: 0.001, size: 8_800 };
      }
      if (isHan(code)) return { share: 0.01, size: 4_888 };
      return symbol(code) ?? IMPOSSIBLE;
    },
  };
}

let models: readonly Model[] | undefined;

// Asking the decoders takes a tenth of a second: not before a file needs it.
function makeModels(): readonly Model[] {
  const gb1 = level('gb18030', [0xb0, 0xd7], [[0xa1, 0xfe]]);
  const gb2 = level('gb18030', [0xd8, 0xf7], [[0xa1, 0xfe]]);
  // prettier-ignore
  const big5 = level('big5', [0xa4, 0xc6], [[0x40, 0x7e], [0xa1, 0xfe]]);
  // prettier-ignore
  const jis = level('shift_jis', [0x88, 0x97], [[0x40, 0x7e], [0x80, 0xfc]]);
  const hangul = level('euc-kr', [0xb0, 0xc8], [[0xa1, 0xfe]]);
  return [
    chinese('gb18030', SIMPLIFIED, gb1, gb2),
    // Traditional characters in GBK: rarer than simplified ones, but a file of them is not Big5.
    chinese('gb18030', TRADITIONAL, big5, null),
    chinese('big5', TRADITIONAL, big5, null),
    japanese('shift_jis', jis),
    japanese('euc-jp', jis),
    korean(hangul),
  ];
}

const INVALID_COST = Math.log(1e-12);

/** The logarithm of the probability of a text under a model; ASCII, which all encodings share, is left out. */
function likelihood(text: string, model: Model): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) {
      sum += INVALID_COST;
      continue;
    }
    const { share, size } = model.frequent.has(character) ? model.frequentClass : model.classify(code, character);
    sum += Math.log(share / size);
  }
  return sum;
}

const WESTERN_LETTERS = 'éèêëàâäáãåçîïíìôöóõòøûüúùñßæÉÈÀÂÄÁÅÇÎÍÔÖÓØÜÚÑÆÿœŒ';
const WESTERN_SIGNS = '£€°©®·«»–—‘’“”…§²³½¼ºª¿¡™•\u00a0×±µ¢´¦¬¹';

/**
 * The same for Windows-1252, where each byte is a character: accented letters stand among letters, seldom side by side,
 * and signs stand beside digits, spaces or at the edge of words.
 */
function westernLikelihood(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character < '\x80') continue;
    const before = text[i - 1] ?? ' ';
    const after = text[i + 1] ?? ' ';
    const beside = (before >= '\x80' ? 1 : 0) + (after >= '\x80' ? 1 : 0);
    const lonely = [1, 0.08, 0.01][beside] ?? 0.01;
    if (WESTERN_LETTERS.includes(character)) {
      const amongLetters = /[A-Za-z]/.test(before) || /[A-Za-z]/.test(after) ? 1 : 0.1;
      sum += Math.log((0.85 / 30) * lonely * amongLetters);
    } else if (WESTERN_SIGNS.includes(character)) {
      // In the alphabets of other code pages these bytes are letters, and stand inside words.
      const insideWord = /[A-Za-z]/.test(before) && /[a-z]/.test(after) && character !== '’' ? 0.02 : 1;
      sum += Math.log((0.12 / 40) * lonely * insideWord);
    } else sum += Math.log(character >= '\xa0' ? 0.0005 : 0.00001);
  }
  return sum;
}

/** A candidate encoding with its log-likelihood. */
export interface Scored {
  encoding: Encoding;
  score: number;
  /** The score per character beyond ASCII, which tells a text of a language from any bytes. */
  mean: number;
}

/** Scores every encoding that is not recognised by its structure alone; best first. */
export function scoreEncodings(windows: readonly Buffer[]): Scored[] {
  const best = new Map<Encoding, number>();
  for (const model of (models ??= makeModels())) {
    const decode = createDecoder(model.encoding);
    const score = windows.reduce((sum, bytes) => sum + likelihood(decode(bytes), model), 0);
    best.set(model.encoding, Math.max(score, best.get(model.encoding) ?? -Infinity));
  }
  const western = createDecoder('windows-1252');
  best.set(
    'windows-1252',
    windows.reduce((sum, bytes) => sum + westernLikelihood(western(bytes)), 0),
  );
  return [...best]
    .map(([encoding, score]) => ({ encoding, score, mean: score / countBeyondAscii(windows, encoding) }))
    .toSorted((a, b) => b.score - a.score);
}

function countBeyondAscii(windows: readonly Buffer[], encoding: Encoding): number {
  const decode = createDecoder(encoding);
  let count = 0;
  for (const bytes of windows) for (const character of decode(bytes)) if (character >= '\x80') count++;
  return Math.max(1, count);
}
