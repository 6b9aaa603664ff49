import type { AddressForm, MatchRecord, NamePart } from '../record/match-record.ts';

/** Texts that two records of one customer are likely to share, one at least: only records that share one are compared. */
export interface BlockingKeys {
  /** What few share who are not the same. */
  readonly strong: ReadonlySet<string>;
  /** What many share by chance. */
  readonly weak: ReadonlySet<string>;
}

/** The blocking keys of a record. */
export function blockingKeys(record: MatchRecord): BlockingKeys {
  const keys = { strong: new Set<string>(), weak: new Set<string>() };
  for (const phone of record.phones) {
    keys.strong.add(`T${phone.slice(-11)}`);
    keys.weak.add(`T${phone.slice(-7)}`);
  }
  for (const email of record.emails) addEmail(keys, email);
  for (const identifier of record.identifiers) keys.strong.add(`I${identifier}`);
  if (record.kind === 'PERSON') addPerson(keys, record);
  else addOrganisation(keys, record);
  for (const address of record.addresses) addAddress(keys, address);
  return keys;
}

/** While they are gathered. */
interface Gathered {
  readonly strong: Set<string>;
  readonly weak: Set<string>;
}

/** What a crowded block is split by: the same kind of text in each record. */
export function splittingKeys(record: MatchRecord): string[] {
  const keys = new Set<string>();
  for (const { given, family } of record.names) {
    if (given) keys.add(`g${skeleton(given)}`);
    if (family) keys.add(`f${skeleton(family)}`);
  }
  for (const { words } of record.organisationNames) for (const word of words) keys.add(`w${word.slice(0, 5)}`);
  for (const birth of record.births) keys.add(`b${birth}`);
  for (const phone of record.phones) keys.add(`t${phone.slice(-4)}`);
  for (const { postalCode, city, numbers } of record.addresses) keys.add(`p${postalCode || city}${numbers[0] ?? ''}`);
  return [...keys];
}

function addPerson({ weak }: Gathered, { names, births, emails, addresses }: MatchRecord): void {
  for (const { given, family } of names) {
    const givens = given ? skeletons(given) : [];
    const families = family ? skeletons(family) : [];
    // Sorted, so that exchanged columns meet.
    for (const one of givens) for (const other of families) weak.add(`N${[one, other].toSorted().join(' ')}`);
    for (const part of [...givens, ...families]) {
      for (const birth of births) {
        weak.add(`NY${part} ${birth.slice(0, 4)}`);
        weak.add(`ND${part} ${birth.slice(4)}`);
      }
      for (const { postalCode, city } of addresses) {
        if (postalCode !== '') weak.add(`NP${part} ${postalCode}`);
        if (city !== '') weak.add(`NC${part} ${city}`);
      }
    }
    for (const part of [given, family]) if (part) weak.add(`NF${part.sound}`);
  }
  for (const birth of births) {
    weak.add(`B${birth}`);
    for (const { city } of addresses) weak.add(`BC${birth.slice(0, 6)} ${city.slice(0, 3)}`);
    for (const email of emails) weak.add(`BE${birth.slice(0, 4)} ${email.slice(0, 3)}`);
  }
}

function addOrganisation({ strong, weak }: Gathered, { organisationNames }: MatchRecord): void {
  for (const { core, stem, words } of organisationNames) {
    strong.add(`O${core}`);
    strong.add(`O${stem}`);
    for (const word of words) if (word.length > 1) weak.add(`W${word}`);
    for (const [place, word] of words.entries()) weak.add(`WW${word} ${words[place + 1] ?? ''}`);
  }
}

function addAddress({ strong, weak }: Gathered, { line, numbers, words, postalCode, city }: AddressForm): void {
  if (line === '') return;
  strong.add(`L${line}`);
  const [number] = numbers;
  if (number === undefined) return;
  weak.add(`LP${number} ${postalCode || city}`);
  for (const word of words) weak.add(`LW${number} ${word.slice(0, 5)}`);
}

function addEmail({ strong, weak }: Gathered, email: string): void {
  strong.add(`E${email}`);
  const local = email.slice(0, email.indexOf('@'));
  if (local.length > 3) {
    weak.add(`EL${local}`);
    weak.add(`EP${local.slice(0, 5)} ${email.slice(email.indexOf('@')).slice(0, 5)}`);
  }
}

/** The forms of a part of a name that slips of the pen leave alone: its sound without vowels, and its beginning. */
function skeletons(part: NamePart): string[] {
  return [...new Set([skeleton(part), `^${part.sound.slice(0, 3)}`, ...part.words.map((word) => skeletonOf(word))])];
}

function skeleton(part: NamePart): string {
  return skeletonOf(part.sound);
}

const skeletonByText = new Map<string, string>();

/** First letter, then the consonants in order without repeats, at most five: in the manner of Soundex, but telling letters apart. */
function skeletonOf(text: string): string {
  const known = skeletonByText.get(text);
  if (known !== undefined) return known;
  if (skeletonByText.size > 500_000) skeletonByText.clear();
  const plain = text
    .replaceAll('ph', 'f')
    .replaceAll(/ck|q/g, 'k')
    .replaceAll(/sch|zh/g, 's')
    .replaceAll('z', 's')
    .replaceAll('ng', 'n');
  const made = (plain.slice(0, 1) + plain.slice(1).replaceAll(/[aeiouyhw]/g, ''))
    .replaceAll(/(.)\1+/g, '$1')
    .slice(0, 5);
  skeletonByText.set(text, made);
  return made;
}
