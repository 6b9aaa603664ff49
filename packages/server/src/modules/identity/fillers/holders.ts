import type { MatchRecord } from '../record/match-record.ts';
import { addTo } from './count-values.ts';
import { FILLER_FIELDS, type FillerField, type FoundFiller, VALUES_OF } from './fillers.ts';

/** A value that may stand for nothing, with what its holders have besides it. */
export interface Suspect extends FoundFiller {
  /** Of each holder that is looked at. */
  readonly traits: readonly (readonly Trait[])[];
  /** Traits that more of them share than chance explains. */
  readonly telling: ReadonlySet<string>;
}

/** Something that two customers may have in common. */
interface Trait {
  readonly key: string;
  /** Where it is a value of a customer, and may be a filler itself. */
  readonly field?: FillerField;
  readonly value: string;
}

/** Holders are looked at evenly, so many for one value, and for all together: enough to see whether they have to do with one another. */
const MOST_LOOKED_AT = 2_000;
const MOST_LOOKED_AT_IN_ALL = 200_000;
const LEAST_LOOKED_AT = 50;
/** How many times as many of them as chance would have it agree in something else. */
const FAR_ABOVE = 5;

/** Of a value that a good part of all customers have, that is more than there can be: nearly all with the other thing are enough there. */
function timesChance(part: number): number {
  return Math.min(FAR_ABOVE, Math.max(1.5, 0.8 / part));
}

/** Looks at who has each suspected value, and what they have in common besides. */
export function lookAtHolders(records: readonly MatchRecord[], suspected: readonly FoundFiller[]): Suspect[] {
  if (suspected.length === 0) return [];
  const holders = holdersOf(records, suspected);
  const common = new Map<string, number>();
  const looked = suspected.map((one) => {
    const own = holders.get(keyOf(one.field, one.value)) ?? [];
    const traits = own.map((record) => traitsOf(record).filter((trait) => !isSaidBy(trait, one.field)));
    const shared = new Map<string, number>();
    for (const some of traits) for (const { key } of some) addTo(shared, key);
    for (const [key, count] of shared) {
      if (count > 1) common.set(key, 0);
      else shared.delete(key);
    }
    return { ...one, traits, shared };
  });
  for (const record of records) {
    for (const { key } of traitsOf(record)) {
      const count = common.get(key);
      if (count !== undefined) common.set(key, count + 1);
    }
  }
  return looked.map(({ shared, ...one }) => {
    const part = one.traits.length / records.length;
    const least = timesChance(part) * part;
    // Some share a family name by chance.
    const isTelling = ([key, count]: readonly [string, number]) =>
      count >= least * (common.get(key) ?? 0) && (count > 2 || !key.startsWith('FAMILY '));
    return { ...one, telling: new Set([...shared].filter(isTelling).map(([key]) => key)) };
  });
}

/**
 * The share of a value's holders who have to do with another one of them. Values that are suspected themselves count for nothing there,
 * since what a form fills in comes together; names count, as who is called alike and has one phone is one customer many times over.
 */
export function explainedShare({ traits, telling }: Suspect, open: readonly Suspect[]): number {
  const suspected = new Set(open.flatMap(({ field, value }) => (field === 'NAME' ? [] : [keyOf(field, value)])));
  const isExplained = (some: readonly Trait[]) =>
    some.some(
      ({ key, field, value }) => telling.has(key) && (field === undefined || !suspected.has(keyOf(field, value))),
    );
  return traits.filter(isExplained).length / Math.max(1, traits.length);
}

function keyOf(field: FillerField, value: string): string {
  return `${field} ${value}`;
}

function holdersOf(
  records: readonly MatchRecord[],
  suspected: readonly FoundFiller[],
): ReadonlyMap<string, readonly MatchRecord[]> {
  const most = Math.min(
    MOST_LOOKED_AT,
    Math.max(LEAST_LOOKED_AT, Math.floor(MOST_LOOKED_AT_IN_ALL / suspected.length)),
  );
  const found = new Map(
    suspected.map(({ field, value, customers }) => [
      keyOf(field, value),
      { met: 0, stride: Math.ceil(customers / most), own: new Array<MatchRecord>() },
    ]),
  );
  const fields = FILLER_FIELDS.filter((field) => suspected.some((one) => one.field === field));
  for (const record of records) {
    for (const field of fields) {
      for (const value of VALUES_OF[field](record)) {
        const one = found.get(keyOf(field, value));
        if (one === undefined) continue;
        if (one.met % one.stride === 0) one.own.push(record);
        one.met += 1;
      }
    }
  }
  return new Map([...found].map(([key, { own }]) => [key, own]));
}

/** What two customers may have in common: values of fields, the family name, the employer, the domain of their mail. */
function traitsOf(record: MatchRecord): Trait[] {
  const traits = new Map<string, Trait>();
  const add = (kind: string, text: string, of?: { readonly field: FillerField; readonly value: string }) =>
    void traits.set(`${kind} ${text}`, { key: `${kind} ${text}`, value: text, ...of });
  for (const field of FILLER_FIELDS) for (const value of VALUES_OF[field](record)) add(field, value, { field, value });
  for (const { family } of record.names) if (family) add('FAMILY', family.text);
  for (const { stem } of record.organisationNames) add('ORGANISATION', stem);
  for (const employer of record.employers) add('EMPLOYER', employer);
  for (const value of record.emails) add('DOMAIN', value.slice(value.indexOf('@')), { field: 'EMAIL', value });
  return [...traits.values()];
}

/** Whether a trait says no more than the value itself. */
function isSaidBy({ key, field }: Trait, suspected: FillerField): boolean {
  return field === suspected || (suspected === 'NAME' && key.startsWith('FAMILY '));
}
