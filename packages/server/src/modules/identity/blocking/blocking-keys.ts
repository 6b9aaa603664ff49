import type { AddressForm, MatchRecord, NamePart } from '../record/match-record.ts';

/** Texts that two records of one customer are likely to share, one at least: only records that share one are compared. */
export function blockingKeys(record: MatchRecord): string[] {
  const keys = new Set<string>();
  for (const phone of record.phones) keys.add(`T${phone.slice(-11)}`);
  for (const email of record.emails) addEmail(keys, email);
  for (const identifier of record.identifiers) keys.add(`I${identifier}`);
  if (record.kind === 'PERSON') addPerson(keys, record);
  else addOrganisation(keys, record);
  for (const address of record.addresses) addAddress(keys, address);
  return [...keys];
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

function addPerson(keys: Set<string>, { names, births, emails, addresses }: MatchRecord): void {
  for (const { given, family } of names) {
    const givens = given ? skeletons(given) : [];
    const families = family ? skeletons(family) : [];
    // Sorted, so that exchanged columns meet.
    for (const one of givens) for (const other of families) keys.add(`N${[one, other].toSorted().join(' ')}`);
    for (const part of [...givens, ...families]) {
      for (const birth of births) {
        keys.add(`NY${part} ${birth.slice(0, 4)}`);
        keys.add(`ND${part} ${birth.slice(4)}`);
      }
      for (const { postalCode, city } of addresses) {
        if (postalCode !== '') keys.add(`NP${part} ${postalCode}`);
        if (city !== '') keys.add(`NC${part} ${city}`);
      }
    }
    for (const part of [given, family]) if (part) keys.add(`NF${part.sound}`);
  }
  for (const birth of births) {
    keys.add(`B${birth}`);
    for (const { city } of addresses) keys.add(`BC${birth.slice(0, 6)} ${city.slice(0, 3)}`);
    for (const email of emails) keys.add(`BE${birth.slice(0, 4)} ${email.slice(0, 3)}`);
  }
}

function addOrganisation(keys: Set<string>, { organisationNames }: MatchRecord): void {
  for (const { core, stem, words } of organisationNames) {
    keys.add(`O${core}`);
    keys.add(`O${stem}`);
    for (const word of words) if (word.length > 1) keys.add(`W${word}`);
    for (const [place, word] of words.entries()) keys.add(`WW${word} ${words[place + 1] ?? ''}`);
  }
}

function addAddress(keys: Set<string>, { line, numbers, words, postalCode, city }: AddressForm): void {
  if (line === '') return;
  keys.add(`L${line}`);
  const [number] = numbers;
  if (number === undefined) return;
  keys.add(`LP${number} ${postalCode || city}`);
  for (const word of words) keys.add(`LW${number} ${word.slice(0, 5)}`);
}

function addEmail(keys: Set<string>, email: string): void {
  keys.add(`E${email}`);
  const local = email.slice(0, email.indexOf('@'));
  if (local.length > 3) {
    keys.add(`EL${local}`);
    keys.add(`EP${local.slice(0, 5)} ${email.slice(email.indexOf('@')).slice(0, 5)}`);
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
