import { type CustomerField, SINGLE_FIELDS } from '@dossier/shared/facts';
import type { Shown } from '../survivorship/belief.ts';
import { fieldOfContactPoint, keyOfAddress, keyOfContactPoint, keyOfIdentifier } from '../survivorship/value-keys.ts';
import { addressText } from '../source/list-facts.ts';
import type { Known } from './past.ts';

/** What of a field is different: a value, which of several is the one to use, or what is said beside a value. */
export type Aspect = 'VALUE' | 'PRIMARY' | 'DETAILS';

/** One difference between what was known at two instants. */
export interface Difference {
  /** Null: the status. */
  readonly field: CustomerField | null;
  readonly aspect: Aspect;
  /** Null: nothing was there. */
  readonly before: string | null;
  readonly after: string | null;
  /** The record that the later value stands in, if it stands in one. */
  readonly recordId: number | null;
}

interface Item {
  readonly field: CustomerField;
  readonly key: string;
  readonly text: string;
  readonly details: string;
  readonly primary: boolean;
  readonly recordId: number;
}

const NOTHING: Pick<Known, 'golden' | 'tags'> = {
  golden: { values: new Map(), contactPoints: [], addresses: [], identifiers: [], tags: new Set() },
  tags: [],
};

/** Everything that differs between two instants, field by field; before the customer was known, nothing was. */
export function differences(earlier: Known | undefined, later: Known | undefined): Difference[] {
  return [
    ...singleDifferences(earlier ?? NOTHING, later ?? NOTHING),
    ...listDifferences(itemsOf(earlier ?? NOTHING), itemsOf(later ?? NOTHING)),
    ...tagDifferences(earlier?.tags ?? [], later?.tags ?? []),
    ...statusDifference(earlier?.status ?? null, later?.status ?? null),
  ];
}

function singleDifferences({ golden: a }: typeof NOTHING, { golden: b }: typeof NOTHING): Difference[] {
  return SINGLE_FIELDS.flatMap((field) => {
    const before = a.values.get(field)?.fact.value ?? null;
    const said = b.values.get(field);
    const after = said?.fact.value ?? null;
    return before === after ? [] : [{ field, aspect: 'VALUE', before, after, recordId: said?.record.id ?? null }];
  });
}

function itemsOf({ golden }: typeof NOTHING): Item[] {
  const item = <Fact>(
    { primary, record }: Shown<Fact>,
    field: CustomerField,
    key: string,
    text: string,
    details: Partial<Fact>,
  ): Item => ({ field, key, text, details: JSON.stringify(details), primary, recordId: record.id });
  return [
    ...golden.contactPoints.map((one) => {
      const { type, label, holderName, holderTitle } = one.fact;
      return item(one, fieldOfContactPoint(type), keyOfContactPoint(one.fact), one.fact.value, {
        label,
        holderName,
        holderTitle,
      });
    }),
    ...golden.addresses.map((one) =>
      item(one, 'ADDRESS', keyOfAddress(one.fact), addressText(one.fact), {
        type: one.fact.type,
        postalCode: one.fact.postalCode,
      }),
    ),
    ...golden.identifiers.map((one) => {
      const { issuer, validFrom, validTo } = one.fact;
      return item(one, 'IDENTIFIER', keyOfIdentifier(one.fact), one.fact.type, { issuer, validFrom, validTo });
    }),
  ];
}

function listDifferences(before: readonly Item[], after: readonly Item[]): Difference[] {
  const had = new Map(before.map((item) => [item.key, item]));
  const has = new Map(after.map((item) => [item.key, item]));
  const gone = before
    .filter(({ key }) => !has.has(key))
    .map(({ field, text }) => difference(field, 'VALUE', text, null, null));
  const come = after
    .filter(({ key }) => !had.has(key))
    .map(({ field, text, recordId }) => difference(field, 'VALUE', null, text, recordId));
  const changed = after.flatMap((item) => {
    const known = had.get(item.key);
    return known && known.details !== item.details
      ? [difference(item.field, 'DETAILS', known.text, item.text, item.recordId)]
      : [];
  });
  return [...gone, ...come, ...changed, ...primaryDifferences(before, after)];
}

/** Which one is used where both were there: one that came or went says so itself. */
function primaryDifferences(before: readonly Item[], after: readonly Item[]): Difference[] {
  return after.flatMap((item) => {
    const was = before.find(({ field, primary }) => primary && field === item.field);
    if (!item.primary || !was || was.key === item.key) return [];
    return [difference(item.field, 'PRIMARY', was.text, item.text, item.recordId)];
  });
}

function tagDifferences(before: readonly string[], after: readonly string[]): Difference[] {
  return [
    ...before.filter((tag) => !after.includes(tag)).map((tag) => difference('TAGS', 'VALUE', tag, null, null)),
    ...after.filter((tag) => !before.includes(tag)).map((tag) => difference('TAGS', 'VALUE', null, tag, null)),
  ];
}

function statusDifference(before: string | null, after: string | null): Difference[] {
  return before === after ? [] : [difference(null, 'VALUE', before, after, null)];
}

function difference(
  field: CustomerField | null,
  aspect: Aspect,
  before: string | null,
  after: string | null,
  recordId: number | null,
): Difference {
  return { field, aspect, before, after, recordId };
}
