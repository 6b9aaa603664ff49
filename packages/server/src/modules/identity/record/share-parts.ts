import type { AddressForm, MatchRecord, NamePart } from './match-record.ts';

/**
 * Makes the function that gives records their repeating parts in common: a million customers have some hundred thousand different parts
 * of names and words of streets, and every thread that compares holds all customers.
 */
export function partsSharer(): (record: MatchRecord) => MatchRecord {
  const texts = new Map<string, string>();
  const parts = new Map<string, NamePart>();
  return (record) => ({
    ...record,
    names: list(record.names, ({ given, family }) => ({
      given: given && partOf(given),
      family: family && partOf(family),
    })),
    organisationNames: list(record.organisationNames, (name) => ({ ...name, words: list(name.words, textOf) })),
    births: list(record.births, textOf),
    genders: list(record.genders, textOf),
    phones: list(record.phones, own),
    emails: list(record.emails, own),
    identifiers: list(record.identifiers, own),
    addresses: list(record.addresses, addressOf),
    employers: list(record.employers, textOf),
  });

  function textOf(text: string): string {
    const known = texts.get(text);
    if (known !== undefined) return known;
    texts.set(text, text);
    return text;
  }

  function partOf(part: NamePart): NamePart {
    const key = `${part.text} ${part.sound}`;
    const known = parts.get(key);
    if (known !== undefined) return known;
    parts.set(key, part);
    return part;
  }

  function addressOf(address: AddressForm): AddressForm {
    return {
      country: textOf(address.country),
      province: textOf(address.province),
      city: textOf(address.city),
      district: textOf(address.district),
      postalCode: textOf(address.postalCode),
      numbers: list(address.numbers, textOf),
      words: list(address.words, textOf),
      line: address.line,
    };
  }
}

const NONE: readonly never[] = [];

function list<Part>(parts: readonly Part[], share: (part: Part) => Part): readonly Part[] {
  return parts.length === 0 ? NONE : parts.map(share);
}

function own(text: string): string {
  return text;
}
