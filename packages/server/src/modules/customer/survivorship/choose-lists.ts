import type { AddressFact, ContactPointFact, IdentifierFact } from '@dossier/shared/facts';
import { beliefIn, type Measure, type Shown, verifiedAt } from './belief.ts';
import type { Said, Statement } from './fold-records.ts';
import { type Marks, NO_MARKS } from './marks.ts';
import type { SurvivorshipRules } from './rules.ts';
import {
  fieldOfContactPoint,
  keyOfAddress,
  keyOfContactPoint,
  keyOfIdentifier,
  sizeOfAddress,
  sizeOfContactPoint,
  sizeOfIdentifier,
} from './value-keys.ts';

/** What criteria look at in contact points. */
export const CONTACT_POINT_MEASURE: Measure<ContactPointFact> = {
  keyOf: keyOfContactPoint,
  sizeOf: sizeOfContactPoint,
  verifiedAt: (fact) => fact.verifiedAt,
};
/** What criteria look at in identifiers. */
export const IDENTIFIER_MEASURE: Measure<IdentifierFact> = {
  keyOf: keyOfIdentifier,
  sizeOf: sizeOfIdentifier,
  verifiedAt: (fact) => fact.verifiedAt,
};
/** What criteria look at in addresses. */
export const ADDRESS_MEASURE: Measure<AddressFact> = { keyOf: keyOfAddress, sizeOf: sizeOfAddress };

/** Every source's contact points, equal ones joined, without those staff took away; one primary per type. */
export function chooseContactPoints(
  statements: readonly Statement[],
  rules: SurvivorshipRules,
  marks: Marks,
): Shown<ContactPointFact>[] {
  const said = visible(statements, (statement) => statement.contactPoints, keyOfContactPoint);
  const types = [...new Set(said.map(({ fact }) => fact.type))].toSorted();
  const pins =
    marks === NO_MARKS
      ? []
      : PINNED_CONTACTS.flatMap((type) => pinned<ContactPointFact>(marks, fieldOfContactPoint(type)));
  const ordered = [...new Set([...types, ...pins.map(({ fact }) => fact.type)])].toSorted().flatMap((type) => {
    const field = fieldOfContactPoint(type);
    const own = said.filter(({ fact }) => fact.type === type);
    return [
      ...pins.filter(({ fact }) => fact.type === type),
      ...byBelief(own, (some) => beliefIn(field, rules, some, CONTACT_POINT_MEASURE, marks)),
    ];
  });
  const joined = join(ordered, keyOfContactPoint, (better, worse) => ({
    ...worse,
    ...better,
    ...(better.primary || worse.primary ? { primary: true } : {}),
  }));
  const checked = joined.map((item) =>
    withVerification(item, verifiedAt(fieldOfContactPoint(item.fact.type), item.fact, CONTACT_POINT_MEASURE, marks)),
  );
  // Without a match key the value could not be standardised: it is shown, but not as the one to use.
  return markPrimary(
    checked,
    ({ type }) => type,
    ({ matchKey }) => matchKey !== undefined,
  );
}

/** Every source's addresses, equal ones joined; one that only repeats the region of another is left out. */
export function chooseAddresses(
  statements: readonly Statement[],
  rules: SurvivorshipRules,
  marks: Marks,
): Shown<AddressFact>[] {
  const said = visible(statements, (statement) => statement.addresses, keyOfAddress);
  const joined = join(
    [
      ...pinned<AddressFact>(marks, 'ADDRESS'),
      ...byBelief(said, (some) => beliefIn('ADDRESS', rules, some, ADDRESS_MEASURE, marks)),
    ],
    keyOfAddress,
    (better, worse) => ({ ...worse, ...better }),
  );
  const told = joined.filter(
    (candidate) =>
      candidate.position === PINNED_POSITION ||
      !joined.some((other) => other !== candidate && isPartOf(candidate.fact, other.fact)),
  );
  return markPrimary(
    told,
    () => '',
    () => true,
  );
}

/** Every source's identifiers, equal ones joined. */
export function chooseIdentifiers(
  statements: readonly Statement[],
  rules: SurvivorshipRules,
  marks: Marks,
): Shown<IdentifierFact>[] {
  const said = visible(statements, (statement) => statement.identifiers, keyOfIdentifier);
  const types = [...new Set(said.map(({ fact }) => fact.type))].toSorted();
  const ordered = types.flatMap((type) =>
    byBelief(
      said.filter(({ fact }) => fact.type === type),
      (some) => beliefIn('IDENTIFIER', rules, some, IDENTIFIER_MEASURE, marks),
    ),
  );
  return join(ordered, keyOfIdentifier, (better, worse) => ({ ...worse, ...better })).map((item) => ({
    ...withVerification(item, verifiedAt('IDENTIFIER', item.fact, IDENTIFIER_MEASURE, marks)),
    primary: false,
  }));
}

const PINNED_CONTACTS: readonly ContactPointFact['type'][] = ['PHONE', 'EMAIL', 'WECHAT', 'OTHER'];

/** The place in its record of a value that stands there as a pin. */
export const PINNED_POSITION = -1;

/** The pinned value of a list, if there is one: before all others, whoever still says it. */
function pinned<Fact>(marks: Marks, field: Parameters<Marks['pinOf']>[0]): Said<Fact>[] {
  const pin = marks.pinOf(field);
  // Pins of a field hold a fact of that field: `pinFact` writes them.
  return pin ? [{ fact: pin.content.fact as Fact, record: pin.record, position: PINNED_POSITION }] : [];
}

function byBelief<Fact>(
  said: readonly Said<Fact>[],
  beliefOf: (said: readonly Said<Fact>[]) => { compare: (a: Said<Fact>, b: Said<Fact>) => number },
): readonly Said<Fact>[] {
  return said.length < 2 ? said : said.toSorted(beliefOf(said).compare);
}

function withVerification<Fact extends { readonly verifiedAt?: number }>(
  item: Said<Fact>,
  at: number | undefined,
): Said<Fact> {
  return at === undefined || at === item.fact.verifiedAt ? item : { ...item, fact: { ...item.fact, verifiedAt: at } };
}

function visible<Fact>(
  statements: readonly Statement[],
  listOf: (statement: Statement) => readonly Said<Fact>[],
  keyOf: (fact: Fact) => string,
): Said<Fact>[] {
  const isTakenAway = takenAway(statements);
  // As a rule: a key for each value of an import would be made for nothing.
  if (!isTakenAway) return statements.flatMap(listOf);
  return statements.flatMap((statement) =>
    listOf(statement).filter(({ fact }) => !isTakenAway(statement, keyOf(fact))),
  );
}

/** Whether staff took away what a statement says, by key; undefined when they took nothing. Their own words they do not take away. */
export function takenAway(
  statements: readonly Statement[],
): ((statement: Statement, key: string) => boolean) | undefined {
  const hiding = statements.filter((statement) => statement.hidden.size > 0);
  if (hiding.length === 0) return undefined;
  return (statement, key) => hiding.some((other) => other !== statement && other.hidden.has(key));
}

/** Joins equal items; the first (most believed) gives the details, the others fill what it leaves out. */
function join<Fact>(
  ordered: readonly Said<Fact>[],
  keyOf: (fact: Fact) => string,
  complete: (better: Fact, worse: Fact) => Fact,
): readonly Said<Fact>[] {
  if (ordered.length < 2) return ordered;
  const byKey = new Map<string, Said<Fact>>();
  for (const item of ordered) {
    const key = keyOf(item.fact);
    const known = byKey.get(key);
    byKey.set(key, known ? { ...known, fact: complete(known.fact, item.fact) } : item);
  }
  return [...byKey.values()];
}

/** The pinned item, else the first usable one that claims to be primary, else the first usable one, of each group. */
function markPrimary<Fact extends { primary?: boolean }>(
  items: readonly Said<Fact>[],
  groupOf: (fact: Fact) => string,
  isUsable: (fact: Fact) => boolean,
): Shown<Fact>[] {
  if (items.length < 2) return items.map((item) => ({ ...item, primary: true }));
  const worth = ({ fact, position }: Said<Fact>) =>
    (position === PINNED_POSITION ? 4 : 0) + (isUsable(fact) ? 2 : 0) + (fact.primary === true ? 1 : 0);
  const primaries = new Map<string, Said<Fact>>();
  for (const item of items) {
    const known = primaries.get(groupOf(item.fact));
    if (known === undefined || worth(item) > worth(known)) primaries.set(groupOf(item.fact), item);
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
