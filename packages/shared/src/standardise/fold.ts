import { Converter } from 'opencc-js/t2cn';

/** Letters that do not decompose under Unicode but that people write without their mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
};
const ASCII_WORDS = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
/** Nothing but the common Chinese characters: no width, case or accent to fold. */
const COMMON_HAN = /^[\u4e00-\u9fff]+$/;
const HAN = /\p{Script=Han}/u;

let convert: ((text: string) => string) | undefined;
const simplifiedByCharacter = new Map<string, string>();

/** One character in simplified Chinese. By character, not by phrase, so that parts of a name fold as the whole does. */
function simplifiedCharacter(character: string): string {
  const known = simplifiedByCharacter.get(character);
  if (known !== undefined) return known;
  // The dictionary (14 ms) is built at the first Chinese character, not at import of this file.
  convert ??= Converter({ from: 't', to: 'cn' });
  const simplified = convert(character);
  simplifiedByCharacter.set(character, simplified);
  return simplified;
}

/** Traditional to simplified Chinese (OpenCC's dictionaries), character by character; everything else unchanged. */
export function toSimplified(text: string): string {
  let out = '';
  for (const character of text) out += character < '\u2e80' ? character : simplifiedCharacter(character);
  return out;
}

/** Whether the character is Chinese (script Han). */
export function isHan(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code >= 0x4e00 && code <= 0x9fff) return true;
  return code > 0x2e00 && HAN.test(character);
}

function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[ßæœøđðþłħıŋ]/g, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}

/**
 * The comparable form of a name: one width (NFKC), lower case, no accents, simplified Chinese, nothing but letters and digits,
 * words one space apart, no space next to a Chinese character. Names that differ only in these ways fold to the same text.
 */
export function foldName(name: string): string {
  if (ASCII_WORDS.test(name)) return name;
  if (COMMON_HAN.test(name)) return toSimplified(name);
  let out = '';
  let gap = false;
  let afterHan = false;
  for (const character of foldLetters(name)) {
    const han = isHan(character);
    if (!han && !isWordCharacter(character)) {
      // An apostrophe is part of its word: O'Brien is obrien.
      if (character !== "'" && character !== '\u2019') gap = true;
      continue;
    }
    if (gap && out !== '' && !han && !afterHan) out += ' ';
    out += han ? simplifiedCharacter(character) : character;
    gap = false;
    afterHan = han;
  }
  return out;
}

function isWordCharacter(character: string): boolean {
  if (character >= 'a' && character <= 'z') return true;
  if (character >= '0' && character <= '9') return true;
  return character > '\u007f' && /[\p{L}\p{N}]/u.test(character);
}
