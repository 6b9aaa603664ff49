import { foldName, isHan, pinyinOf } from '../standardise/index.ts';

/** Most tokens stored for one name. */
export const MOST_TOKENS = 24;
/** Longest token, in characters; longer ones are cut, which keeps them findable by prefix. */
export const LONGEST_TOKEN = 32;
/** Parts of a Latin word shorter than this are found at its beginning only. */
export const SHORTEST_PART = 3;

/** What is read of a name; no name in the record is longer. */
const LONGEST_NAME = 200;
const LEGAL_TAIL = /(?:股份|集团|有限|责任|公司|合伙|企业)+$/;

/** A folded name split into runs of Chinese characters and words of other letters. */
export function splitRuns(folded: string): { readonly han: readonly string[]; readonly words: readonly string[] } {
  const han: string[] = [];
  const words: string[] = [];
  for (const run of folded.match(/\p{Script=Han}+|[^\p{Script=Han}\s]+/gu) ?? []) (isHan(run) ? han : words).push(run);
  return { han, words };
}

function suffixesOf(syllables: readonly string[]): readonly string[] {
  return syllables.map((_, i) => syllables.slice(i).join(''));
}

/** Pinyin from each syllable on, and initials of at least two syllables; ü written both `v` and `u`. */
function readings(name: string, kind: 'PERSON' | 'ORGANISATION'): readonly string[] {
  const { syllables, initials } = pinyinOf(name, kind);
  // No more suffixes than tokens can be stored: long names would cost the square of their length.
  const full = suffixesOf(syllables.slice(0, MOST_TOKENS));
  const short = suffixesOf(initials.slice(0, LONGEST_TOKEN).split('')).filter((part) => part.length > 1);
  const plain = full.filter((part) => /[ln]v/.test(part)).map((part) => part.replaceAll(/([ln])v/g, '$1u'));
  const [whole = '', ...parts] = full;
  const [all = '', ...rest] = short;
  return [whole, all, ...parts, ...rest, ...plain];
}

/**
 * The tokens a name is found by, at most 24, the most telling first: every pair and every single Chinese character (simplified), pinyin
 * from each syllable on (wangxiaoming, xiaoming, ming) and initials (wxm, xm); of other words the word, the words joined, and
 * their endings down to three characters, so that any part of three characters or more is the beginning of a token. In long names of
 * organisations the single characters at the end give way first.
 */
export function nameTokens(name: string, kind: 'PERSON' | 'ORGANISATION' = 'PERSON'): readonly string[] {
  const folded = foldName(name.slice(0, LONGEST_NAME));
  const { han, words } = splitRuns(folded);
  const tokens = new Set<string>();
  const add = (token: string) => {
    if (token !== '' && tokens.size < MOST_TOKENS) tokens.add(token.slice(0, LONGEST_TOKEN));
  };
  for (const word of words) add(word);
  if (words.length > 1 && words.length <= 3) add(words.join(''));
  const [whole, initials, ...parts] = han.length > 0 ? readings(folded, kind) : [];
  add(whole ?? '');
  add(initials ?? '');
  for (const run of han) for (let i = 0; i + 1 < run.length; i += 1) add(run.slice(i, i + 2));
  for (const run of han) for (const character of run.replace(LEGAL_TAIL, '')) add(character);
  for (const part of parts) add(part);
  for (const word of words) for (let i = 1; word.length - i >= SHORTEST_PART; i += 1) add(word.slice(i));
  for (const run of han) for (const character of run) add(character);
  return [...tokens];
}
