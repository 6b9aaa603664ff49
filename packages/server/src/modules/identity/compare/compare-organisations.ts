import type { MatchRecord, OrganisationNameForm } from '../record/match-record.ts';
import type { Comparison } from './comparison.ts';
import { editDistance, jaroWinkler } from './text-distance.ts';

/** How telling a word of an organisation's name is: bits, 0 for a word that all have. */
export type WordWeight = (word: string) => number;

/**
 * Names of organisations. REGISTERED: the same as they stand in the register, with region and legal form, which no other company
 * there may have; EXACT: the same but for the legal form. STEM: the same but for region, brackets and the order of words; NEAR: a slip of the
 * pen, or nearly all telling words; PARTLY: most telling words, such as a name and its short form. Words count by their rarity, as
 * in soft TF-IDF (Cohen, Ravikumar and Fienberg 2003): 贸易 or `school` is little evidence.
 */
export function organisationName(weightOf: WordWeight): Comparison {
  return {
    field: 'ORGANISATION_NAME',
    levels: [
      { name: 'REGISTERED', start: 0.3, isUnique: true },
      { name: 'EXACT', start: 0.2, byRarity: true },
      { name: 'STEM', start: 0.15, byRarity: true },
      { name: 'NEAR', start: 0.15 },
      { name: 'PARTLY', start: 0.1 },
      { name: 'WEAKLY', start: 0.05 },
      { name: 'DIFFERENT', start: 0.05 },
    ],
    compare(a, b, into) {
      into.level = -1;
      into.shared = '';
      for (const left of a.organisationNames) {
        for (const right of b.organisationNames) {
          const level = levelOf(left, right, weightOf);
          if (into.level !== -1 && into.level <= level) continue;
          into.level = level;
          into.shared = level === EXACT ? left.core : level === STEM ? left.stem : '';
        }
      }
    },
    termsOf: ({ organisationNames }: MatchRecord) =>
      organisationNames.flatMap(({ core, stem }) => (core === stem ? [core] : [core, stem])),
  };
}

/** Places of the levels. */
const [REGISTERED, EXACT, STEM, NEAR, PARTLY, WEAKLY, DIFFERENT] = [0, 1, 2, 3, 4, 5, 6] as const;

function levelOf(a: OrganisationNameForm, b: OrganisationNameForm, weightOf: WordWeight): number {
  const sameBranch = a.branch === b.branch;
  const isWhole = a.ending !== '' && a.ending === b.ending && a.region !== undefined;
  if (a.core === b.core && sameBranch) return isWhole ? REGISTERED : EXACT;
  const sameRegion = a.region === undefined || b.region === undefined || a.region === b.region;
  if (a.stem === b.stem && sameRegion && sameBranch) return isWhole && b.region !== undefined ? REGISTERED : STEM;
  const likeness = softLikeness(a.words, b.words, weightOf);
  const shorter = Math.min(a.stem.length, b.stem.length);
  const slipped = shorter > 5 && editDistance(a.stem, b.stem, 2) <= (shorter > 9 ? 2 : 1);
  const level = likeness >= 0.95 || slipped ? NEAR : likeness >= 0.7 ? PARTLY : likeness >= 0.4 ? WEAKLY : DIFFERENT;
  // A branch, or the company of the same name in another province, is somebody else until more is known.
  return sameBranch && sameRegion ? level : Math.max(level, WEAKLY);
}

/** Weight of what both have over the mean weight of both, or of the shorter one when it is all contained. */
function softLikeness(a: readonly string[], b: readonly string[], weightOf: WordWeight): number {
  if (a.length === 0 || b.length === 0) return 0;
  let common = 0;
  let left = 0;
  let right = 0;
  for (const word of b) right += weightOf(word);
  for (const word of a) {
    const weight = weightOf(word);
    left += weight;
    let best = 0;
    for (const other of b) {
      const likeness = likenessOfWords(word, other);
      if (likeness > best) best = likeness;
    }
    common += best * weight;
  }
  const shorter = Math.min(left, right);
  return shorter === 0 ? 0 : Math.min(1, (common / ((left + right) / 2)) * 0.7 + (common / shorter) * 0.3);
}

function likenessOfWords(a: string, b: string): number {
  if (a === b) return 1;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3) return 0;
  // `ctr` for `center`, `ed` for `education`: abbreviations begin alike.
  if (shorter >= 3 && (a.startsWith(b) || b.startsWith(a))) return 0.8;
  if (shorter < 4) return 0;
  const likeness = jaroWinkler(a, b);
  return likeness >= 0.9 ? likeness : 0;
}
