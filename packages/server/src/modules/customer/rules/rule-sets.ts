import type { Queryable, Row } from '../../../platform/database/tables.ts';
import { compileRules, type FieldRule, type SurvivorshipRules } from '../survivorship/rules.ts';

/** What one version of the rules says. */
export interface RuleDocument {
  /** The general order of sources, believed first to last. Sources made later are believed least; staff, if made later, first. */
  readonly order: readonly number[];
  /** The rules of fields that have one of their own. */
  readonly fields: readonly FieldRule[];
}

/** One version of the rules. */
export interface RuleSetRow extends Omit<Row<'rule_set'>, 'document'> {
  readonly document: RuleDocument;
}

/** Before anybody set rules, which counts as version 0 and can be gone back to like any other. */
const NO_DOCUMENT: RuleDocument = { order: [], fields: [] };

/** The version in force, as the given connection sees it; undefined while nobody has set rules. */
export async function presentRuleSet(database: Queryable): Promise<RuleSetRow | undefined> {
  const row = await database.selectFrom('rule_set').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();
  return row && opened(row);
}

/** One version; undefined when there is none with this number. */
export async function findRuleSet(database: Queryable, version: number): Promise<RuleSetRow | undefined> {
  const row = await database.selectFrom('rule_set').selectAll().where('version', '=', version).executeTakeFirst();
  return row && opened(row);
}

/** What a version says; undefined when there is none with this number. */
export async function findDocument(database: Queryable, version: number): Promise<RuleDocument | undefined> {
  return version === 0 ? NO_DOCUMENT : (await findRuleSet(database, version))?.document;
}

/** All versions that people put in force, the first one first. There are few: each was put in force by a person. */
export async function allRuleSets(database: Queryable): Promise<RuleSetRow[]> {
  return (await database.selectFrom('rule_set').selectAll().orderBy('version').execute()).map(opened);
}

/** The version that was in force at an instant, among all of them. */
export function ruleSetAt(sets: readonly RuleSetRow[], at: number): RuleSetRow | undefined {
  return sets.findLast((set) => set.at <= at);
}

/** The general order under a version, of the sources that there are, whether they are older or younger than it. */
export function orderUnder<Source extends SourceKey>(
  sources: readonly Source[],
  { order }: RuleDocument = NO_DOCUMENT,
): Source[] {
  const place = new Map(order.map((id, position) => [id, position]));
  const rank = (source: Source) => place.get(source.id) ?? (source.code === STAFF_SOURCE ? -1 : order.length);
  return sources.toSorted((a, b) => rank(a) - rank(b) || a.created_at - b.created_at || a.id - b.id);
}

/** A version's rules, ready for choosing. */
export function compileSet(sources: readonly SourceKey[], document: RuleDocument = NO_DOCUMENT): SurvivorshipRules {
  return compileRules(
    orderUnder(sources, document).map(({ id }) => id),
    document.fields,
  );
}

/** Code of the built-in source of what staff enter in the console. */
export const STAFF_SOURCE = 'staff';

interface SourceKey {
  readonly id: number;
  readonly code: string;
  readonly created_at: number;
}

function opened(row: Row<'rule_set'>): RuleSetRow {
  // Only `putInForce` writes it.
  return { ...row, document: JSON.parse(row.document) as RuleDocument };
}
