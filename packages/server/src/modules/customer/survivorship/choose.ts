import {
  type AddressFact,
  type ContactPointFact,
  type IdentifierFact,
  SINGLE_FIELDS,
  type SingleFact,
  type SingleField,
} from '@dossier/shared/facts';
import { chooseAddresses, chooseContactPoints, chooseIdentifiers } from './choose-lists.ts';
import { foldRecords, type RecordInForce, type Said, type Statement } from './fold-records.ts';
import { byRule, type Shown } from './belief.ts';
import type { SurvivorshipRules } from './rules.ts';

/** Why a value is the one shown. */
export type ChosenBy = 'ONLY_VALUE' | 'SOURCE_PRIORITY' | 'MOST_RECENT';

/** One field's decision: the chosen fact and those it was chosen over, best first. */
export interface Choice {
  readonly chosen: Said<SingleFact> | undefined;
  readonly chosenBy: ChosenBy | undefined;
  readonly alternatives: readonly Said<SingleFact>[];
}

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
  const statements = foldRecords(records);
  const values = new Map<SingleField, Said<SingleFact>>();
  for (const field of SINGLE_FIELDS) {
    const { chosen } = chooseField(statements, field, rules);
    if (chosen) values.set(field, chosen);
  }
  return {
    values,
    contactPoints: chooseContactPoints(statements, rules),
    addresses: chooseAddresses(statements, rules),
    identifiers: chooseIdentifiers(statements, rules),
    tags: new Set(statements.flatMap((statement) => statement.tags.map(({ fact }) => fact))),
  };
}

/** Decides one field, for the golden record and for showing why. */
export function chooseField(statements: readonly Statement[], field: SingleField, rules: SurvivorshipRules): Choice {
  const said: Said<SingleFact>[] = [];
  for (const statement of statements) {
    const fact = statement.fields.get(field);
    if (fact) said.push(fact);
  }
  if (said.length === 0) return { chosen: undefined, chosenBy: undefined, alternatives: [] };
  if (said.length > 1) said.sort(byRule(field, rules));
  // A text that could not be standardised is kept and shown as such, but never as the value.
  const chosen = said.find(({ fact }) => !isUnusable(fact));
  return {
    chosen,
    chosenBy: chosen === undefined ? undefined : said.length === 1 ? 'ONLY_VALUE' : rules.ruleOf(field),
    alternatives: said.filter((candidate) => candidate !== chosen),
  };
}

/** Whether the raw text of a fact could not be turned into a value. */
export function isUnusable(fact: SingleFact): boolean {
  return fact.value === null && fact.problem !== undefined;
}
