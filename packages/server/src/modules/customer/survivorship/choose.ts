import {
  type AddressFact,
  type ContactPointFact,
  type IdentifierFact,
  type PinnedFact,
  SINGLE_FIELDS,
  type SingleFact,
  type SingleField,
} from '@dossier/shared/facts';
import { chooseAddresses, chooseContactPoints, chooseIdentifiers, PINNED_POSITION } from './choose-lists.ts';
import { foldRecords, type RecordInForce, type Said, type Statement } from './fold-records.ts';
import { beliefIn, type Measure, type Shown } from './belief.ts';
import type { Mark } from './mark.ts';
import { type Marks, marksOf, NO_MARKS } from './marks.ts';
import type { Criterion, SurvivorshipRules } from './rules.ts';
import { keyOfSingle, sizeOfSingle } from './value-keys.ts';

/**
 * Why a value is the one shown: the criterion that tells it from the next best, a person's pin, or neither: then what nothing tells
 * apart was settled by the source's rank and key.
 */
export type ChosenBy = 'ONLY_VALUE' | Criterion | 'PINNED' | 'TIE_BREAK';

/** One field's decision: the chosen fact and those it was chosen over, best first. */
export interface Choice {
  readonly chosen: Said<SingleFact> | undefined;
  readonly chosenBy: ChosenBy | undefined;
  readonly pin: Mark<PinnedFact> | undefined;
  readonly alternatives: readonly Said<SingleFact>[];
  /** By what an alternative lost to the chosen value; undefined for one that says the same. */
  readonly lostBy: (alternative: Said<SingleFact>) => ChosenBy | undefined;
}

/** What criteria look at in fields with one value. */
export const SINGLE_MEASURE: Measure<SingleFact> = { keyOf: keyOfSingle, sizeOf: sizeOfSingle };

/** What the record of a customer shows, with the origin of each value. */
export interface Golden {
  readonly values: ReadonlyMap<SingleField, Said<SingleFact>>;
  readonly contactPoints: readonly Shown<ContactPointFact>[];
  readonly addresses: readonly Shown<AddressFact>[];
  readonly identifiers: readonly Shown<IdentifierFact>[];
  readonly tags: ReadonlySet<string>;
}

/** Chooses what to show from everything the sources say. Pure: the same records and rules give the same result. */
export function chooseGolden(records: readonly RecordInForce[], rules: SurvivorshipRules): Golden {
  return chooseFrom(foldRecords(records), rules);
}

/** As {@link chooseGolden}, from what the sources say now. */
export function chooseFrom(statements: readonly Statement[], rules: SurvivorshipRules): Golden {
  const marks = marksOf(statements);
  // As nearly always in an import: one source speaks, and nobody pinned anything, so there is nothing to weigh.
  const [only] = statements.length === 1 && marks === NO_MARKS ? statements : [];
  const values = new Map<SingleField, Said<SingleFact>>();
  for (const field of SINGLE_FIELDS) {
    const chosen = only ? usable(only.fields.get(field)) : decide(statements, field, rules, marks).chosen;
    if (chosen) values.set(field, chosen);
  }
  return {
    values,
    contactPoints: chooseContactPoints(statements, rules, marks),
    addresses: chooseAddresses(statements, rules, marks),
    identifiers: chooseIdentifiers(statements, rules, marks),
    tags: new Set(statements.flatMap((statement) => statement.tags.map(({ fact }) => fact))),
  };
}

/** Decides one field, for the golden record and for showing why. */
export function chooseField(
  statements: readonly Statement[],
  field: SingleField,
  rules: SurvivorshipRules,
  marks: Marks = marksOf(statements),
): Choice {
  const { said, pin, chosen } = decide(statements, field, rules, marks);
  const belief = beliefIn(field, rules, said, SINGLE_MEASURE, marks);
  const alternatives = said.filter((candidate) => candidate !== chosen);
  const lostBy = (alternative: Said<SingleFact>): ChosenBy | undefined => {
    if (!chosen || keyOfSingle(chosen.fact) === keyOfSingle(alternative.fact)) return undefined;
    return pin ? 'PINNED' : (belief.decidedBy(chosen, alternative) ?? 'TIE_BREAK');
  };
  const others = alternatives.filter(({ fact }) => !isUnusable(fact));
  const next = others.find(({ fact }) => chosen && keyOfSingle(fact) !== keyOfSingle(chosen.fact)) ?? others[0];
  const chosenBy = (by: Said<SingleFact>): ChosenBy => {
    if (pin) return 'PINNED';
    return next ? (belief.decidedBy(by, next) ?? 'TIE_BREAK') : 'ONLY_VALUE';
  };
  return { chosen, chosenBy: chosen && chosenBy(chosen), pin, alternatives, lostBy };
}

/** What is said of a field, most believed first, and the value chosen of it; why, only {@link chooseField} says. */
function decide(statements: readonly Statement[], field: SingleField, rules: SurvivorshipRules, marks: Marks) {
  const said: Said<SingleFact>[] = [];
  for (const statement of statements) {
    const fact = statement.fields.get(field);
    if (fact) said.push(fact);
  }
  if (said.length > 1) said.sort(beliefIn(field, rules, said, SINGLE_MEASURE, marks).compare);
  const pin = marks.pinOf(field);
  // Pins of such fields are single facts.
  const chosen = pin
    ? { fact: pin.content.fact as SingleFact, record: pin.record, position: PINNED_POSITION }
    : said.find(usable);
  return { said, pin, chosen };
}

/** A text that could not be standardised is kept and shown as such, but never as the value. */
function usable(said: Said<SingleFact> | undefined): Said<SingleFact> | undefined {
  return said && !isUnusable(said.fact) ? said : undefined;
}

/** Whether the raw text of a fact could not be turned into a value. */
export function isUnusable(fact: SingleFact): boolean {
  return fact.value === null && fact.problem !== undefined;
}
