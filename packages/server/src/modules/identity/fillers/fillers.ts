import type { ComparedField } from '../compare/comparison.ts';
import type { AddressForm, MatchRecord, PersonNameForm } from '../record/match-record.ts';

/** The kinds of values among which fillers are looked for. NAME is the whole name of a person. */
export const FILLER_FIELDS = ['NAME', 'BIRTH_DATE', 'PHONE', 'EMAIL', 'IDENTIFIER', 'ADDRESS'] as const;
/** One of {@link FILLER_FIELDS}. */
export type FillerField = (typeof FILLER_FIELDS)[number];

/** A value that stands for nothing. */
export interface FoundFiller {
  readonly field: FillerField;
  readonly value: string;
  /** How many have it. */
  readonly customers: number;
}

/** How many values of a field stand for nothing, and how often customers have one of them. */
export interface CountedFillers {
  readonly field: FillerField;
  readonly values: number;
  readonly customers: number;
}

/** Values that stand for nothing, by field. */
export type Fillers = ReadonlyMap<FillerField, Pick<ReadonlySet<string>, 'has'>>;

/** Found values, by field. */
export function fillersOf(found: readonly FoundFiller[]): Fillers {
  const byField = Map.groupBy(found, ({ field }) => field);
  return new Map([...byField].map(([field, own]) => [field, new Set(own.map(({ value }) => value))]));
}

/** Found values counted, without saying any: they are values of customers. */
export function countFillers(found: readonly FoundFiller[]): CountedFillers[] {
  return FILLER_FIELDS.flatMap((field) => {
    const own = found.filter((one) => one.field === field);
    if (own.length === 0) return [];
    return [{ field, values: own.length, customers: own.reduce((sum, one) => sum + one.customers, 0) }];
  });
}

/** The values of a record among which fillers are looked for. */
export const VALUES_OF: Readonly<Record<FillerField, (record: MatchRecord) => readonly string[]>> = {
  NAME: ({ names }) => names.map(wholeName),
  BIRTH_DATE: ({ births }) => births,
  PHONE: ({ phones }) => phones,
  EMAIL: ({ emails }) => emails,
  IDENTIFIER: ({ identifiers }) => identifiers,
  ADDRESS: ({ addresses }) => addresses.flatMap(({ line }) => (line === '' ? [] : [line])),
};

/** Both parts of a name; the bar tells a name of one part from others. */
export function wholeName({ given, family }: PersonNameForm): string {
  return `${family?.text ?? ''}|${given?.text ?? ''}`;
}

const COMPARED: Readonly<Record<FillerField, readonly ComparedField[]>> = {
  NAME: ['GIVEN_NAME', 'FAMILY_NAME'],
  BIRTH_DATE: ['BIRTH_DATE'],
  PHONE: ['PHONE'],
  EMAIL: ['EMAIL'],
  IDENTIFIER: ['IDENTIFIER'],
  ADDRESS: ['ADDRESS'],
};

/** The record without its fillers: as if the customer lacked them, in blocking and in comparing. */
export function withoutFillers(record: MatchRecord, fillers: Fillers): MatchRecord {
  if (fillers.size === 0) return record;
  const held = FILLER_FIELDS.filter((field) =>
    VALUES_OF[field](record).some((value) => fillers.get(field)?.has(value)),
  );
  if (held.length === 0) return record;
  const kept = (field: FillerField) => (value: string) => fillers.get(field)?.has(value) !== true;
  return {
    ...record,
    names: record.names.filter((name) => kept('NAME')(wholeName(name))),
    births: record.births.filter(kept('BIRTH_DATE')),
    phones: record.phones.filter(kept('PHONE')),
    emails: record.emails.filter(kept('EMAIL')),
    identifiers: record.identifiers.filter(kept('IDENTIFIER')),
    addresses: record.addresses.flatMap((address) => (kept('ADDRESS')(address.line) ? [address] : placeAlone(address))),
    fillers: held.flatMap((field) => COMPARED[field]),
  };
}

/** An address of which only the place is told. */
function placeAlone(address: AddressForm): AddressForm[] {
  const { province, city, postalCode } = address;
  return province === '' && city === '' && postalCode === '' ? [] : [{ ...address, line: '', numbers: [], words: [] }];
}
