import { foldName, pinyinOf } from '../standardise/index.ts';
import { SHORTEST_PART, splitRuns } from './name-tokens.ts';
import { foldedSpellings } from './query-tokens.ts';

const LONGEST_QUERY = 200;

function startsAtSyllable(word: string, syllables: readonly string[]): boolean {
  return syllables.some((_, i) => {
    const rest = syllables.slice(i).join('');
    return rest.startsWith(word) || rest.replaceAll(/([ln])v/g, '$1u').startsWith(word);
  });
}

/**
 * Whether a name really holds what was typed: every run of Chinese characters is part of it, and every other word is the beginning (from
 * three letters on: any part) of a word of it, or of its pinyin or initials from some character on.
 */
export function matchesName(name: string, query: string, kind: 'PERSON' | 'ORGANISATION' = 'PERSON'): boolean {
  const folded = foldName(name);
  const joined = folded.replaceAll(' ', '');
  const nameRuns = splitRuns(folded);
  const reading = nameRuns.han.length > 0 ? pinyinOf(folded, kind) : undefined;
  const hasWord = (word: string): boolean => {
    if (nameRuns.words.some((own) => own.startsWith(word) || (word.length >= SHORTEST_PART && own.includes(word))))
      return true;
    if (nameRuns.words.length > 1 && joined.startsWith(word)) return true;
    if (!reading) return false;
    return startsAtSyllable(word, reading.syllables) || reading.initials.includes(word);
  };
  return foldedSpellings(query.slice(0, LONGEST_QUERY)).some((spelling) => {
    const { han, words } = splitRuns(spelling);
    if (han.length + words.length === 0) return false;
    return han.every((run) => nameRuns.han.some((own) => own.includes(run))) && words.every(hasWord);
  });
}
