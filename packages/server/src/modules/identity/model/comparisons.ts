import { addressLine, place } from '../compare/compare-addresses.ts';
import { email, employer, gender, identifier, phone } from '../compare/compare-contacts.ts';
import { birthDate } from '../compare/compare-dates.ts';
import { familyName, givenName } from '../compare/compare-names.ts';
import { organisationName } from '../compare/compare-organisations.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { Looked } from './term-frequency.ts';
import type { MatchRecord } from '../record/match-record.ts';

/** The fields by which persons are recognised. */
const PERSON_COMPARISONS: readonly Comparison[] = [
  givenName,
  familyName,
  birthDate,
  gender,
  phone,
  email,
  identifier,
  addressLine,
  place,
  employer,
];

/** In how many names of organisations each word is. */
export interface WordCounts {
  readonly names: number;
  /** Of words that are in more than one name. */
  readonly counts: ReadonlyMap<string, number>;
}

/** The fields by which customers of one kind are recognised; how telling a word of a name is, all their names say. */
export function comparisonsOf(kind: MatchRecord['kind'], words: Looked<WordCounts>): readonly Comparison[] {
  if (kind === 'PERSON') return PERSON_COMPARISONS;
  const weightOf = (word: string) => Math.log2((words.names + 1) / (words.counts.get(word) ?? 1));
  return [organisationName(weightOf), phone, email, identifier, addressLine, place];
}

/** Counts the words of the names of organisations. */
export function countWords(records: readonly MatchRecord[]): WordCounts {
  const counts = new Map<string, number>();
  let names = 0;
  for (const { organisationNames } of records) {
    for (const { words } of organisationNames) {
      names += 1;
      for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return { names, counts: new Map([...counts].filter(([, count]) => count > 1)) };
}
