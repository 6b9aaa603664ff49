import type { MatchRecord } from '../record/match-record.ts';
import { addTo, countValues } from './count-values.ts';
import { FILLER_FIELDS, type FillerField, type FoundFiller, VALUES_OF, wholeName } from './fillers.ts';
import { explainedShare, lookAtHolders } from './holders.ts';
import { KNOWN_FILLERS } from './known-fillers.ts';

/** Fewer customers with one value may be a large household, or a small company. */
const LEAST_HOLDERS = 10;
/** How many times as many have it as have a usual value of its field, or as chance would give it. */
const FAR_ABOVE = 10;
/** A value of which so many holders have to do with one another is theirs: a family's, a company's, or one customer's. */
const EXPLAINED = 0.5;
/** Where so few names consist of one part, one of a single part is as good as none when many have it. */
const FEW_SINGLE = 0.2;

/**
 * Finds values that stand for nothing: what a form or a clerk writes for want of anything better. Such a value is held by far more
 * customers than a usual one of its field, and they have no more to do with one another than any others. What a family, a company or
 * one customer many times over shares is none: its holders agree in something else as well, far more often than chance has them.
 * How common a value is by itself tells nothing: that only makes it count for less.
 */
export function findFillers(records: readonly MatchRecord[]): FoundFiller[] {
  const suspected = FILLER_FIELDS.flatMap((field) => {
    const values = field === 'NAME' ? suspectNames(records) : suspectValues(records, field);
    return [...values].map(([value, customers]) => ({ field, value, customers }));
  });
  let open = lookAtHolders(records, suspected);
  // What was found to be somebody's tells of the others.
  for (let before = -1; before !== open.length;) {
    before = open.length;
    const among = open;
    open = open.filter((one) => isKnown(one) || explainedShare(one, among) < EXPLAINED);
  }
  return open.map(({ field, value, customers }) => ({ field, value, customers }));
}

function isKnown({ field, value }: FoundFiller): boolean {
  return KNOWN_FILLERS.get(field)?.has(value) === true;
}

/** Values that far more customers have than a usual one, and the known ones that are there. */
function suspectValues(records: readonly MatchRecord[], field: FillerField): Map<string, number> {
  const counts = countValues(records, VALUES_OF[field]);
  const known = KNOWN_FILLERS.get(field);
  const least = Math.max(LEAST_HOLDERS, FAR_ABOVE * usualCount(counts));
  return new Map([...counts].filter(([value, count]) => count >= least || known?.has(value)));
}

/** So many customers have one value: three quarters of all have one that is at least as common. Fillers do not move that. */
function usualCount(counts: ReadonlyMap<string, number>): number {
  const held = Float64Array.from(counts.values()).toSorted();
  const quarter = held.reduce((sum, one) => sum + one, 0) / 4;
  let sum = 0;
  return held.find((one) => (sum += one) >= quarter) ?? 1;
}

/**
 * Names may be common without meaning nothing, so they are suspected for other reasons: both parts are nearly always together, and that
 * far more often than chance would have it (`测 试`, `Unknown Unknown`); or they have one part where others have two (`散客`).
 */
function suspectNames(records: readonly MatchRecord[]): Map<string, number> {
  const wholes = new Map<string, number>();
  const [families, givens] = [new Map<string, number>(), new Map<string, number>()];
  let [names, single] = [0, 0];
  for (const record of records) {
    for (const name of record.names) {
      names += 1;
      if (name.family === undefined || name.given === undefined) single += 1;
      if (name.family) addTo(families, name.family.text);
      if (name.given) addTo(givens, name.given.text);
      addTo(wholes, wholeName(name));
    }
  }
  const isSuspect = (whole: string, count: number) => {
    if (count < LEAST_HOLDERS) return false;
    const [family = '', given = ''] = whole.split('|');
    if (family === '' || given === '') return single < names * FEW_SINGLE;
    const [withFamily, withGiven] = [families.get(family) ?? 0, givens.get(given) ?? 0];
    const byChance = (withFamily * withGiven) / names;
    return count >= FAR_ABOVE * byChance && count * 2 >= Math.min(withFamily, withGiven);
  };
  return new Map([...wholes].filter(([whole, count]) => isSuspect(whole, count)));
}
