import type { AddressFact, ContactPointFact, CustomerField, IdentifierFact } from '@dossier/shared/facts';
import { byRule, type Shown } from './belief.ts';
import type { Said, Statement } from './fold-records.ts';
import type { SurvivorshipRules } from './rules.ts';

/** The field of the rules that governs a contact point. */
export function fieldOfContactPoint(type: ContactPointFact['type']): CustomerField {
  return type === 'OTHER' ? 'OTHER_CONTACT' : type;
}

/** What equal contact points share. */
export function keyOfContactPoint(fact: ContactPointFact): string {
  return `${fact.type}|${fact.matchKey ?? fact.value}`;
}

/** What equal identifiers share. */
export function keyOfIdentifier(fact: IdentifierFact): string {
  return `${fact.type}|${fact.matchKey ?? fact.value}`;
}

/** What equal addresses share. */
export function keyOfAddress(fact: AddressFact): string {
  const place = [fact.country, fact.province, fact.city, fact.district].map((part) => part ?? '').join('/');
  return `${place}|${(fact.line ?? '').replace(/\s+/g, '').toLowerCase()}`;
}

/** Every source's contact points, equal ones joined, without those staff took away; one primary per type. */
export function chooseContactPoints(
  statements: readonly Statement[],
  rules: SurvivorshipRules,
): Shown<ContactPointFact>[] {
  const said = visible(statements, (statement) => statement.contactPoints, keyOfContactPoint);
  const order = (a: Said<ContactPointFact>, b: Said<ContactPointFact>) =>
    a.fact.type === b.fact.type
      ? byRule(fieldOfContactPoint(a.fact.type), rules)(a, b) || a.position - b.position
      : a.fact.type.localeCompare(b.fact.type);
  const joined = join(said.toSorted(order), keyOfContactPoint, (better, worse) => ({
    ...worse,
    ...better,
    ...(better.primary || worse.primary ? { primary: true } : {}),
  }));
  // Without a match key the value could not be standardised: it is shown, but not as the one to use.
  return markPrimary(
    joined,
    ({ type }) => type,
    ({ matchKey }) => matchKey !== undefined,
  );
}

/** Every source's addresses, equal ones joined; one that only repeats the region of another is left out. */
export function chooseAddresses(statements: readonly Statement[], rules: SurvivorshipRules): Shown<AddressFact>[] {
  const said = visible(statements, (statement) => statement.addresses, keyOfAddress);
  const joined = join(
    said.toSorted((a, b) => byRule('ADDRESS', rules)(a, b) || a.position - b.position),
    keyOfAddress,
    (better, worse) => ({ ...worse, ...better }),
  );
  const told = joined.filter(
    (candidate) => !joined.some((other) => other !== candidate && isPartOf(candidate.fact, other.fact)),
  );
  return markPrimary(
    told,
    () => '',
    () => true,
  );
}

/** Every source's identifiers, equal ones joined. */
export function chooseIdentifiers(statements: readonly Statement[], rules: SurvivorshipRules): Shown<IdentifierFact>[] {
  const said = visible(statements, (statement) => statement.identifiers, keyOfIdentifier);
  const joined = join(
    said.toSorted(
      (a, b) => a.fact.type.localeCompare(b.fact.type) || byRule('IDENTIFIER', rules)(a, b) || a.position - b.position,
    ),
    keyOfIdentifier,
    (better, worse) => ({ ...worse, ...better }),
  );
  return joined.map((item) => ({ ...item, primary: false }));
}

function visible<Fact>(
  statements: readonly Statement[],
  listOf: (statement: Statement) => readonly Said<Fact>[],
  keyOf: (fact: Fact) => string,
): Said<Fact>[] {
  const hidden = statements.filter((statement) => statement.hidden.size > 0);
  return statements.flatMap((statement) =>
    listOf(statement).filter(
      ({ fact }) => !hidden.some((other) => other !== statement && other.hidden.has(keyOf(fact))),
    ),
  );
}

/** Joins equal items; the first (most believed) gives the details, the others fill what it leaves out. */
function join<Fact>(
  ordered: readonly Said<Fact>[],
  keyOf: (fact: Fact) => string,
  complete: (better: Fact, worse: Fact) => Fact,
): Said<Fact>[] {
  const byKey = new Map<string, Said<Fact>>();
  for (const item of ordered) {
    const key = keyOf(item.fact);
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, fact: complete(known.fact, item.fact) } : item);
  }
  return [...byKey.values()];
}

/** The first usable item that claims to be primary, else the first usable one, of each group. */
function markPrimary<Fact extends { primary?: boolean }>(
  items: readonly Said<Fact>[],
  groupOf: (fact: Fact) => string,
  isUsable: (fact: Fact) => boolean,
): Shown<Fact>[] {
  const worth = (fact: Fact) => (isUsable(fact) ? 2 : 0) + (fact.primary === true ? 1 : 0);
  const primaries = new Map<string, Said<Fact>>();
  for (const item of items) {
    const known = primaries.get(groupOf(item.fact));
    if (known === undefined || worth(item.fact) > worth(known.fact)) primaries.set(groupOf(item.fact), item);
  }
  return items.map((item) => ({ ...item, primary: primaries.get(groupOf(item.fact)) === item }));
}

function isPartOf(part: AddressFact, whole: AddressFact): boolean {
  if (part.line !== undefined && part.line !== '') return false;
  const places = ['country', 'province', 'city', 'district'] as const;
  const agrees = places.every((place) => part[place] === undefined || part[place] === whole[place]);
  const adds =
    (whole.line ?? '') !== '' || places.some((place) => part[place] === undefined && whole[place] !== undefined);
  return agrees && adds;
}
