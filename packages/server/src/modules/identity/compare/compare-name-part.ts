import type { NamePart } from '../record/match-record.ts';
import { looksLike } from './look-alikes.ts';
import { isNickname } from './nicknames.ts';
import { editDistance, jaroWinkler } from './text-distance.ts';

/** Levels of agreement of two parts of a name. */
export const NAME_LEVEL = { EXACT: 0, SAME: 1, CLOSE: 2, SIMILAR: 3, DIFFERENT: 4 } as const;

/**
 * How well two given, or two family names agree. SAME: heard or meant alike (homophones, Chinese against its pinyin, nicknames, the
 * same words in another order or joined); CLOSE: one slip of the pen (a letter, a look-alike character, a near homophone);
 * SIMILAR: an initial, the beginning, one of several words, or Jaro–Winkler from 0.85 on.
 */
export function compareNameParts(a: NamePart, b: NamePart): number {
  if (a.text === b.text) return NAME_LEVEL.EXACT;
  if (a.sound === b.sound) return NAME_LEVEL.SAME;
  if (a.syllables.length > 0 && b.syllables.length > 0) return compareHan(a, b);
  if (a.syllables.length > 0 || b.syllables.length > 0) return compareRomanised(a, b);
  return compareLatin(a, b);
}

function compareHan(a: NamePart, b: NamePart): number {
  const length = a.characters.length;
  if (length !== b.characters.length) {
    // 王小明 against 王明: one character was left out.
    const [short, long] = length < b.characters.length ? [a.text, b.text] : [b.text, a.text];
    return long.length - short.length === 1 && long.includes(short) ? NAME_LEVEL.SIMILAR : NAME_LEVEL.DIFFERENT;
  }
  let slips = 0;
  for (let place = 0; place < length; place += 1) {
    const character = a.characters[place] ?? '';
    const other = b.characters[place] ?? '';
    if (character === other) continue;
    slips += 1;
    if (!soundsLike(a.syllables[place] ?? '', b.syllables[place] ?? '') && !looksLike(character, other)) {
      return length === 2 && isTurnedRound(a, b) ? NAME_LEVEL.CLOSE : NAME_LEVEL.DIFFERENT;
    }
  }
  return slips === 1 || length > 2 ? NAME_LEVEL.CLOSE : NAME_LEVEL.SIMILAR;
}

function isTurnedRound(a: NamePart, b: NamePart): boolean {
  return a.characters[0] === b.characters[1] && a.characters[1] === b.characters[0];
}

/** Finals and initials that speakers of many dialects do not tell apart. */
const SAME_SOUND: readonly (readonly [RegExp, string])[] = [
  [/^zh/, 'z'],
  [/^ch/, 'c'],
  [/^sh/, 's'],
  [/^n(?=[aeiouv])/, 'l'],
  [/^h(?=u)/, 'f'],
  [/ng$/, 'n'],
];
const levelled = new Map<string, string>();

function soundsLike(a: string, b: string): boolean {
  return a !== '' && (a === b || level(a) === level(b));
}

function level(syllable: string): string {
  const known = levelled.get(syllable);
  if (known !== undefined) return known;
  const made = SAME_SOUND.reduce((text, [pattern, plain]) => text.replace(pattern, plain), syllable);
  levelled.set(syllable, made);
  return made;
}

function compareRomanised(a: NamePart, b: NamePart): number {
  const [han, latin] = a.syllables.length > 0 ? [a, b] : [b, a];
  if (editDistance(han.sound, latin.sound, 1) <= 1 && han.sound.length > 3) return NAME_LEVEL.CLOSE;
  const initials = han.syllables.map((syllable) => syllable[0] ?? '').join('');
  return latin.text === initials || latin.text === initials[0] ? NAME_LEVEL.SIMILAR : NAME_LEVEL.DIFFERENT;
}

function compareLatin(a: NamePart, b: NamePart): number {
  if (a.words.length > 1 || b.words.length > 1) {
    const common = a.words.filter((word) => b.words.includes(word)).length;
    if (common === a.words.length && common === b.words.length) return NAME_LEVEL.SAME;
    if (common > 0 && (common === a.words.length || common === b.words.length)) return NAME_LEVEL.CLOSE;
    if (common > 0) return NAME_LEVEL.SIMILAR;
  }
  const shorter = Math.min(a.text.length, b.text.length);
  if (shorter === 1) return a.text[0] === b.text[0] ? NAME_LEVEL.SIMILAR : NAME_LEVEL.DIFFERENT;
  if (isNickname(a.text, b.text)) return NAME_LEVEL.SAME;
  const slips = editDistance(a.text, b.text, 2);
  if (slips === 1 && shorter > 2) return NAME_LEVEL.CLOSE;
  if (slips === 2 && shorter > 5) return NAME_LEVEL.CLOSE;
  return jaroWinkler(a.text, b.text) >= 0.85 || (slips === 2 && shorter > 3)
    ? NAME_LEVEL.SIMILAR
    : NAME_LEVEL.DIFFERENT;
}
