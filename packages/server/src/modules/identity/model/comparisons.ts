import { addressLine, place } from '../compare/compare-addresses.ts';
import { email, employer, gender, identifier, phone } from '../compare/compare-contacts.ts';
import { birthDate } from '../compare/compare-dates.ts';
import { familyName, givenName } from '../compare/compare-names.ts';
import { organisationName } from '../compare/compare-organisations.ts';
import type { Comparison } from '../compare/comparison.ts';
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

/** The fields by which these customers, all of one kind, are recognised. */
export function comparisonsOf(records: readonly MatchRecord[]): readonly Comparison[] {
  return records[0]?.kind === 'ORGANISATION' ? organisationComparisons(records) : PERSON_COMPARISONS;
}

/** How telling a word of an organisation's name is, all their names say. */
function organisationComparisons(records: readonly MatchRecord[]): readonly Comparison[] {
  const count = new Map<string, number>();
  let names = 0;
  for (const { organisationNames } of records) {
    for (const { words } of organisationNames) {
      names += 1;
      for (const word of new Set(words)) count.set(word, (count.get(word) ?? 0) + 1);
    }
  }
  const weightOf = (word: string) => Math.log2((names + 1) / (count.get(word) ?? 1));
  return [organisationName(weightOf), phone, email, identifier, addressLine, place];
}
