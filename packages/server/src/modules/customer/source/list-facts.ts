import type { AddressFact, CustomerField, PinnedFact, VerifiedValue } from '@dossier/shared/facts';
import { isSingle } from '../survivorship/value-keys.ts';
import { beliefIn, type Measure, verifiedAt, votesOf } from '../survivorship/belief.ts';
import {
  ADDRESS_MEASURE,
  CONTACT_POINT_MEASURE,
  IDENTIFIER_MEASURE,
  PINNED_POSITION,
} from '../survivorship/choose-lists.ts';
import { chooseField, type ChosenBy, SINGLE_MEASURE } from '../survivorship/choose.ts';
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
  const said = statements.flatMap((statement) => saidOf(statement, field));
  const belief = beliefIn(field in PLACES ? 'ADDRESS' : field, rules, said, measure, marks);
  const pin = marks.pinOf(field);
  const pinned = pin ? [{ fact: givenBy(field, pin.content.fact), record: pin.record, position: PINNED_POSITION }] : [];
  const [chosen, ...alternatives] = [...pinned, ...said.toSorted(belief.compare)];
  const isOther = (one: Said<Given>) => chosen !== undefined && measure.keyOf(one.fact) !== measure.keyOf(chosen.fact);
  const lostBy = (one: Said<Given>): ChosenBy | undefined => {
    if (!chosen || !isOther(one)) return undefined;
    return pin ? 'PINNED' : (belief.decidedBy(chosen, one) ?? 'TIE_BREAK');
  };
  const next = alternatives.find(isOther) ?? alternatives[0];
  const chosenBy = (first: Said<Given>): ChosenBy => {
    if (pin) return 'PINNED';
    return next ? (belief.decidedBy(first, next) ?? 'TIE_BREAK') : 'ONLY_VALUE';
  };
  return {
    chosen,
    chosenBy: chosen && chosenBy(chosen),
    pin,
    alternatives,
    lostBy,
    ...looking(field, measure, [...pinned, ...said], marks),
  };
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
  if (!(field in PLACES)) return [];
  // Checked just above.
  const place = PLACES[field as keyof typeof PLACES];
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
