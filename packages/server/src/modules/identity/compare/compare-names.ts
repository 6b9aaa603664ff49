import type { MatchRecord, NamePart, PersonNameForm } from '../record/match-record.ts';
import { compareNameParts, NAME_LEVEL } from './compare-name-part.ts';
import type { Comparison, ComparisonLevel, Outcome } from './comparison.ts';

const LEVELS: readonly ComparisonLevel[] = [
  { name: 'EXACT', start: 0.8, byRarity: true },
  { name: 'SAME', start: 0.05 },
  { name: 'CLOSE', start: 0.08 },
  { name: 'SIMILAR', start: 0.03 },
  { name: 'DIFFERENT', start: 0.04 },
];

/** Two names laid side by side: their parts as they stand, or crosswise where somebody put them in the wrong columns. */
interface Alignment {
  given: number;
  family: number;
  sharedGiven: string;
  sharedFamily: string;
}

const best: Alignment = { given: -1, family: -1, sharedGiven: '', sharedFamily: '' };
const tried: Alignment = { given: -1, family: -1, sharedGiven: '', sharedFamily: '' };
let lastA: MatchRecord | undefined;
let lastB: MatchRecord | undefined;

/** Given names of persons. */
export const givenName: Comparison = {
  field: 'GIVEN_NAME',
  levels: LEVELS,
  compare(a, b, into) {
    align(a, b);
    set(into, best.given, best.sharedGiven);
  },
  termsOf: ({ names }) => names.flatMap(({ given }) => (given ? [given.text] : [])),
};

/** Family names of persons. */
export const familyName: Comparison = {
  field: 'FAMILY_NAME',
  levels: LEVELS,
  compare(a, b, into) {
    align(a, b);
    set(into, best.family, best.sharedFamily);
  },
  termsOf: ({ names }) => names.flatMap(({ family }) => (family ? [family.text] : [])),
};

function set(into: Outcome, level: number, shared: string): void {
  into.level = level;
  into.shared = level === NAME_LEVEL.EXACT ? shared : '';
}

/** Both parts are decided together; given and family name of a pair are asked for one after the other. */
function align(a: MatchRecord, b: MatchRecord): void {
  if (a === lastA && b === lastB) return;
  lastA = a;
  lastB = b;
  best.given = -1;
  best.family = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const left of a.names) {
    for (const right of b.names) {
      const cost = alignForms(left, right, bestCost);
      if (cost >= bestCost) continue;
      bestCost = cost;
      best.given = tried.given;
      best.family = tried.family;
      best.sharedGiven = tried.sharedGiven;
      best.sharedFamily = tried.sharedFamily;
    }
  }
}

/** What a part that one of the two lacks costs: less than a difference, more than likeness. */
const MISSING = 2.5;
/** What it costs to believe that columns were exchanged. */
const EXCHANGED = 2.5;

function alignForms(a: PersonNameForm, b: PersonNameForm, limit: number): number {
  const given = levelOf(a.given, b.given);
  const family = levelOf(a.family, b.family);
  tried.given = given;
  tried.family = family;
  tried.sharedGiven = a.given?.text ?? '';
  tried.sharedFamily = a.family?.text ?? '';
  const straight = costOf(given) + costOf(family);
  if (straight <= EXCHANGED || straight >= limit + MISSING * 2) return straight;
  const crossGiven = levelOf(a.given, b.family);
  const crossFamily = levelOf(a.family, b.given);
  const crossed = costOf(crossGiven) + costOf(crossFamily) + EXCHANGED;
  if (crossed >= straight) return straight;
  // Exchanged columns are a slip of their own: agreement counts as SAME at best.
  tried.given = crossGiven === NAME_LEVEL.EXACT ? NAME_LEVEL.SAME : crossGiven;
  tried.family = crossFamily === NAME_LEVEL.EXACT ? NAME_LEVEL.SAME : crossFamily;
  return crossed;
}

function levelOf(a: NamePart | undefined, b: NamePart | undefined): number {
  return a === undefined || b === undefined ? -1 : compareNameParts(a, b);
}

function costOf(level: number): number {
  return level === -1 ? MISSING : level;
}
