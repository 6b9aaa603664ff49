import { pinyin } from 'pinyin-pro';
import { foldName, isHan } from './fold.ts';
import { compoundReading, surnameLength } from './surnames.ts';

/** How a name is read in Latin letters without tones; ü is written `v`. */
export interface Pinyin {
  /** All syllables joined: `wangxiaoming`. */
  readonly full: string;
  /** One entry per Chinese character, one per run of other letters or digits. */
  readonly syllables: readonly string[];
  /** First letter of each syllable: `wxm`. */
  readonly initials: string;
}

const given = new Map<string, string>();
const surname = new Map<string, string>();

function syllable(character: string, asSurname: boolean): string {
  const cache = asSurname ? surname : given;
  const known = cache.get(character);
  if (known !== undefined) return known;
  const read = pinyin(character, { toneType: 'none', v: true, surname: asSurname ? 'all' : 'off' }).toLowerCase();
  // A character without a reading comes back as itself; it is then no syllable.
  const made = /^[a-z]+$/.test(read) ? read : '';
  cache.set(character, made);
  return made;
}

/**
 * The pinyin of a name. The beginning of a Chinese name is read as a surname (单 shan, 解 xie, 尉迟 yuchi), unless the name is not
 * a person's. Readings are cached per character (a name costs about a microsecond); of a character with several readings the
 * commonest is taken.
 */
export function pinyinOf(name: string, kind: 'PERSON' | 'ORGANISATION' = 'PERSON'): Pinyin {
  return pinyinOfFolded(foldName(name), kind);
}

/** As {@link pinyinOf}, for text that `foldName` has already folded. */
export function pinyinOfFolded(folded: string, kind: 'PERSON' | 'ORGANISATION'): Pinyin {
  const syllables: string[] = [];
  const surnameEnd = kind === 'PERSON' && folded !== '' && isHan(folded) ? surnameLength(folded) : 0;
  let word = '';
  let position = 0;
  if (surnameEnd > 1) {
    syllables.push(...(compoundReading(folded.slice(0, surnameEnd)) ?? []));
    position = surnameEnd;
  }
  for (const character of folded.slice(position)) {
    const read = isHan(character) ? syllable(character, position < surnameEnd) : '';
    position += character.length;
    if (read === '' && character !== ' ') {
      word += character;
      continue;
    }
    if (word !== '') syllables.push(word);
    word = '';
    if (read !== '') syllables.push(read);
  }
  if (word !== '') syllables.push(word);
  let initials = '';
  for (const part of syllables) initials += part[0] ?? '';
  return { full: syllables.join(''), syllables, initials };
}
