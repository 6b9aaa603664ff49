import { foldName } from '../standardise/index.ts';
import { LONGEST_TOKEN, splitRuns } from './name-tokens.ts';

/** One token to look up: exactly, or any token that begins with it. */
export interface TokenTerm {
  readonly match: 'EQUALS' | 'PREFIX';
  readonly token: string;
}

/** What to look up for a query: a customer is a candidate when it has all terms of at least one alternative. */
export type TokenQuery = readonly (readonly TokenTerm[])[];

const LONGEST_QUERY = 200;
/** The most terms of one alternative: enough to be selective, few enough to join. The rest is left to `matchesName`. */
const MOST_TERMS = 6;

function termsOf(text: string): readonly TokenTerm[] {
  const { han, words } = splitRuns(foldName(text));
  const terms = new Map<string, TokenTerm>();
  for (const run of han) {
    if (run.length === 1) terms.set(run, { match: 'EQUALS', token: run });
    for (let i = 0; i + 1 < run.length; i += 1) {
      const pair = run.slice(i, i + 2);
      terms.set(pair, { match: 'EQUALS', token: pair });
    }
  }
  for (const word of words) terms.set(word, { match: 'PREFIX', token: word.slice(0, LONGEST_TOKEN) });
  return [...terms.values()].slice(0, MOST_TERMS);
}

/** The ways people write ü: `v` as in the tokens, `yu` as in passports. */
function spellings(text: string): readonly string[] {
  const marked = text.normalize('NFC').replaceAll(/[üÜǖǘǚǜ]/g, 'v');
  const passport = marked.replaceAll(/([ln])yu/gi, '$1v');
  return [...new Set([text, marked, passport])];
}

/**
 * What to look up for a typed name: one Chinese character as it is, more as all their neighbouring pairs, other words as the beginning
 * of a token (name, pinyin or initials), all of them together. Empty for a query without letters and digits. Check candidates with `matchesName`.
 */
export function queryTokens(text: string): TokenQuery {
  const alternatives = new Map<string, readonly TokenTerm[]>();
  for (const spelling of spellings(text.slice(0, LONGEST_QUERY))) {
    const terms = termsOf(spelling);
    if (terms.length > 0) alternatives.set(terms.map((term) => term.match + term.token).join(' '), terms);
  }
  return [...alternatives.values()];
}

/** The spellings of a query to compare with a name, folded; for `matchesName`. */
export function foldedSpellings(text: string): readonly string[] {
  return spellings(text).map(foldName);
}
