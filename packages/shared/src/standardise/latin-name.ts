import { takeLatinTitles, type Title } from './person-title.ts';

/** Parts of a name in Latin (or other alphabetic) letters. */
export interface LatinName {
  readonly full: string;
  readonly family?: string;
  readonly given?: string;
  readonly titles: readonly Title[];
}

/** Small words that belong to the family name after them. */
const PARTICLES: ReadonlySet<string> = new Set(
  'van von der den de del della di da do dos du la le les ter ten te zu zum zur af av bin ibn al el bint ben st st. san santa mac mc o'.split(
    ' ',
  ),
);

function capitalised(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/(^|[-'\u2019.])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/^Mc(\p{L})/u, (_, letter: string) => `Mc${letter.toUpperCase()}`)
    .replace(/(['\u2019])S$/, '$1s');
}

/** Names written all in capitals or all in small letters get ordinary capitals; any other writing is its owner's choice. */
function recase(words: readonly string[]): readonly string[] {
  const text = words.join(' ');
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  const shouted = letters.length > 3 && letters === letters.toUpperCase();
  const whispered = letters === letters.toLowerCase() && letters !== letters.toUpperCase();
  if (!shouted && !whispered) return words;
  return words.map((word, i) => {
    const small = word.toLowerCase();
    if (i > 0 && i < words.length - 1 && PARTICLES.has(small) && small !== 'o' && small !== 'mc') return small;
    return capitalised(word);
  });
}

function isShouted(word: string): boolean {
  return word.length > 1 && /^[\p{Lu}\p{M}'\u2019-]+$/u.test(word);
}

/** `Last, First`; `First Last`; `WANG Xiaoming` (capitals mark the family name); titles before and after taken off. */
export function splitLatinName(text: string): LatinName {
  const comma = text.indexOf(',');
  if (comma > 0) {
    const after = text
      .slice(comma + 1)
      .trim()
      .split(' ')
      .filter(Boolean);
    const before = takeLatinTitles(text.slice(0, comma).trim().split(' '));
    const rest = takeLatinTitles(after);
    const suffixOnly = after.length > 0 && takeLatinTitles(['x', 'y', ...after]).words.length === 2;
    if (suffixOnly) {
      const plain = splitLatinName(text.slice(0, comma).trim());
      return { ...plain, titles: [...plain.titles, ...after.map((word) => ({ text: word }))] };
    }
    const all = recase([...rest.words, ...before.words]);
    const given = all.slice(0, rest.words.length).join(' ');
    const family = all.slice(rest.words.length).join(' ');
    return { full: all.join(' '), family, given: given || undefined, titles: [...before.titles, ...rest.titles] };
  }
  const { words: written, titles } = takeLatinTitles(text.split(' '));
  if (written.length === 1) return { full: recase(written)[0] ?? '', titles };
  const shouted = written.filter(isShouted);
  const words = recase(written);
  if (shouted.length === 1 && words === written) {
    const at = written.findIndex(isShouted);
    if (at === 0 || at === written.length - 1) {
      const family = capitalised(written[at] ?? '');
      const given = written.filter((_, i) => i !== at).join(' ');
      return { full: at === 0 ? `${family} ${given}` : `${given} ${family}`, family, given, titles };
    }
  }
  let start = words.length - 1;
  while (start > 1 && PARTICLES.has((words[start - 1] ?? '').toLowerCase())) start -= 1;
  return {
    full: words.join(' '),
    family: words.slice(start).join(' '),
    given: words.slice(0, start).join(' '),
    titles,
  };
}
