import type { AddressFact, CustomerField, PinnedFact, VerifiedValue } from '@dossier/shared/facts';
import { isSingle } from '../survivorship/value-keys.ts';
import { beliefIn, type Measure, verifiedAt, votesOf } from '../survivorship/belief.ts';
import {
  ADDRESS_MEASURE,
  chooseAddresses,
  chooseContactPoints,
  CONTACT_POINT_MEASURE,
  IDENTIFIER_MEASURE,
  PINNED_POSITION,
  takenAway,
} from '../survivorship/choose-lists.ts';
import { chooseField, type ChosenBy as Chosen, SINGLE_MEASURE } from '../survivorship/choose.ts';
import type { Said, Statement } from '../survivorship/fold-records.ts';
import type { Mark } from '../survivorship/mark.ts';
import type { Marks } from '../survivorship/marks.ts';
import type { SurvivorshipRules } from '../survivorship/rules.ts';

/** What a record gives for one field, whatever the kind of fact it is. */
export interface Given {
  readonly value: string | null;
  readonly raw?: string;
  readonly problem?: string;
}

/** Why a value is shown, or stands behind the one shown: of a list, also because it is marked as the one to use, or taken away. */
export type ChosenBy = Chosen | 'PRIMARY' | 'TAKEN_AWAY';

/** What the sources say about one field, and how it is decided among them. */
export interface FieldFacts {
  /** The value shown; of a list, the one that stands first. */
  readonly chosen: Said<Given> | undefined;
  readonly chosenBy: ChosenBy | undefined;
  readonly pin: Mark<PinnedFact> | undefined;
  /** The others, most believed first. */
  readonly alternatives: readonly Said<Given>[];
  /** By what a value stands behind the chosen one; undefined for one that says the same. */
  readonly lostBy: (said: Said<Given>) => ChosenBy | undefined;
  readonly verifiedAt: (said: Said<Given>) => number | undefined;
  readonly verification: (said: Said<Given>) => Mark<VerifiedValue> | undefined;
  /** The sources that say so, too. */
  readonly agreeing: (said: Said<Given>) => ReadonlySet<number>;
}

const CONTACT_TYPES: Partial<Record<CustomerField, string>> = {
  PHONE: 'PHONE',
  EMAIL: 'EMAIL',
  WECHAT: 'WECHAT',
  OTHER_CONTACT: 'OTHER',
};
const PLACES = { COUNTRY: 'country', PROVINCE: 'province', CITY: 'city', DISTRICT: 'district' } as const;
const TEXT_MEASURE: Measure<Given> = { keyOf: ({ value }) => value ?? '', sizeOf: ({ value }) => value?.length ?? 0 };

/** What the sources say about a field and which value is shown; a part of an address goes by the rule of addresses. */
export function fieldFacts(
  statements: readonly Statement[],
  rules: SurvivorshipRules,
  marks: Marks,
  field: CustomerField,
): FieldFacts {
  if (isSingle(field)) {
    const choice = chooseField(statements, field, rules, marks);
    const said = choice.chosen ? [choice.chosen, ...choice.alternatives] : choice.alternatives;
    // The values of such a field are single facts, as `said` of all fields is seen here.
    return {
      ...choice,
      ...looking(field, SINGLE_MEASURE as Measure<Given>, said, marks),
      lostBy: choice.lostBy as FieldFacts['lostBy'],
    };
  }
  const measure = measureOf(field);
  const kept = keptOf(statements, field);
  const belief = beliefIn(isPlace(field) ? 'ADDRESS' : field, rules, kept, measure, marks);
  const pin = marks.pinOf(field);
  const pinned = pin ? [{ fact: givenBy(field, pin.content.fact), record: pin.record, position: PINNED_POSITION }] : [];
  const ordered = [...pinned, ...kept.toSorted(belief.compare)];
  const chosen = shownOf(statements, rules, marks, field, ordered);
  const isKept = (one: Said<Given>) => pinned.includes(one) || kept.some((other) => isSame(other, one));
  const away = statements.flatMap((statement) => saidOf(statement, field)).filter((one) => !isKept(one));
  const isOther = (one: Said<Given>) => chosen !== undefined && measure.keyOf(one.fact) !== measure.keyOf(chosen.fact);
  const decided = (by: Said<Given>, over: Said<Given>): ChosenBy => {
    if (pin) return 'PINNED';
    // A source may say itself which of its values is the one to use.
    return belief.compare(by, over) > 0 ? 'PRIMARY' : (belief.decidedBy(by, over) ?? 'TIE_BREAK');
  };
  const others = ordered.filter((one) => one !== chosen);
  const next = others.find(isOther) ?? others[0];
  return {
    chosen,
    chosenBy: chosen && (next || pin ? decided(chosen, next ?? chosen) : 'ONLY_VALUE'),
    pin,
    alternatives: [...others, ...away],
    lostBy: (one) => {
      if (away.includes(one)) return 'TAKEN_AWAY';
      return chosen && isOther(one) ? decided(chosen, one) : undefined;
    },
    ...looking(field, measure, [...pinned, ...kept], marks),
  };
}

/** The value of a list that is the one to use, or for a part of an address the part of that address; else the first by belief. */
function shownOf(
  statements: readonly Statement[],
  rules: SurvivorshipRules,
  marks: Marks,
  field: CustomerField,
  ordered: readonly Said<Given>[],
): Said<Given> | undefined {
  const type = CONTACT_TYPES[field];
  if (type) {
    const points = chooseContactPoints(statements, rules, marks);
    const point = points.find(({ fact, primary }) => primary && fact.type === type);
    return ordered.find((one) => point && isSame(one, point));
  }
  if (field !== 'ADDRESS' && !isPlace(field)) return ordered[0];
  const address = chooseAddresses(statements, rules, marks).find(({ primary }) => primary);
  if (!address) return undefined;
  const found = ordered.find((one) => isSame(one, address));
  if (found || !isPlace(field)) return found;
  // A pinned address stands in a list of its own.
  const value = address.fact[PLACES[field]];
  return value === undefined ? undefined : { ...address, fact: { value } };
}

function isPlace(field: CustomerField): field is keyof typeof PLACES {
  return field in PLACES;
}

function isSame(a: Said<unknown>, b: Said<unknown>): boolean {
  return a.record === b.record && a.position === b.position;
}

/** What the sources say about a field, without what staff took away. */
export function keptOf(statements: readonly Statement[], field: CustomerField): Said<Given>[] {
  if (isPlace(field)) {
    const addresses = keptOf(statements, 'ADDRESS');
    return statements
      .flatMap((statement) => saidOf(statement, field))
      .filter((one) => addresses.some((address) => isSame(address, one)));
  }
  const isTakenAway = takenAway(statements);
  const { keyOf } = measureOf(field);
  return statements.flatMap((statement) =>
    saidOf(statement, field).filter(({ fact }) => isSingle(field) || !isTakenAway?.(statement, keyOf(fact))),
  );
}

function looking(field: CustomerField, measure: Measure<Given>, said: readonly Said<Given>[], marks: Marks) {
  const votes = votesOf(
    said.filter(({ position }) => position !== PINNED_POSITION),
    measure.keyOf,
  );
  return {
    verifiedAt: ({ fact }: Said<Given>) => verifiedAt(field, fact, measure, marks),
    verification: ({ fact }: Said<Given>) => marks.verificationOf(field, measure.keyOf(fact)),
    agreeing: ({ fact }: Said<Given>) => votes.get(measure.keyOf(fact)) ?? new Set<number>(),
  };
}

/** What criteria look at in a field, seen as what a record gives for it. */
export function measureOf(field: CustomerField): Measure<Given> {
  // What `saidOf` gives for a field are its facts, with a text beside them.
  if (isSingle(field)) return SINGLE_MEASURE as Measure<Given>;
  if (field in CONTACT_TYPES) return CONTACT_POINT_MEASURE as unknown as Measure<Given>;
  if (field === 'IDENTIFIER') return IDENTIFIER_MEASURE as unknown as Measure<Given>;
  return field === 'ADDRESS' ? (ADDRESS_MEASURE as unknown as Measure<Given>) : TEXT_MEASURE;
}

/** What one source says about a field: facts of the field's own kind, with the text that people read. */
export function saidOf(statement: Statement, field: CustomerField): Said<Given>[] {
  if (isSingle(field)) {
    const fact = statement.fields.get(field);
    return fact ? [fact] : [];
  }
  const type = CONTACT_TYPES[field];
  if (type) return statement.contactPoints.filter(({ fact }) => fact.type === type);
  if (field === 'IDENTIFIER') return [...statement.identifiers];
  if (field === 'TAGS') return statement.tags.map((tag) => ({ ...tag, fact: { value: tag.fact } }));
  if (field === 'ADDRESS')
    return statement.addresses.map((address) => ({ ...address, fact: givenBy(field, address.fact) }));
  if (!isPlace(field)) return [];
  const place = PLACES[field];
  return statement.addresses.flatMap((address) => {
    const value = address.fact[place];
    return value === undefined ? [] : [{ ...address, fact: { value } }];
  });
}

function givenBy(field: CustomerField, fact: PinnedFact['fact']): Given {
  // An address has no text of its own; everything else has.
  return field === 'ADDRESS' ? { ...fact, value: addressText(fact as AddressFact) } : (fact as Given);
}

/** An address in one line. */
export function addressText(address: AddressFact): string {
  const parts = [
    address.province,
    address.city === address.province ? undefined : address.city,
    address.district,
    address.line,
  ];
  const isChinese = address.country === undefined || address.country === 'CN';
  return (isChinese ? parts : parts.toReversed()).filter(Boolean).join(isChinese ? '' : ', ');
}
