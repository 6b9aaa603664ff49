import { CHOSEN_FIELDS } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { loadUser } from '../../access/index.ts';
import { listSources } from '../source/source.loader.ts';
import { readSources } from '../source/sources.ts';
import type { Source } from '../source/source.type.ts';
import { DEFAULT_CRITERIA } from '../survivorship/rules.ts';
import { allRuleSets, orderUnder, presentRuleSet, type RuleDocument, ruleSetAt, type RuleSetRow } from './rule-sets.ts';
import type { FieldRule, RuleSet } from './rules.type.ts';

/** How many versions a list shows. */
const MOST_VERSIONS = 100;

/** The rule of every field that rules choose, as it is in force. */
export async function showFieldRules(ctx: Ctx): Promise<FieldRule[]> {
  const sources = await sourcesByKey(ctx);
  const own = new Map(((await presentRuleSet(ctx.db.read))?.document.fields ?? []).map((rule) => [rule.field, rule]));
  return CHOSEN_FIELDS.map((field) => ({
    field,
    criteria: own.get(field)?.criteria ?? DEFAULT_CRITERIA,
    sources: (own.get(field)?.sourceIds ?? []).flatMap((id) => sources.get(id) ?? []),
  }));
}

/** The versions of the rules, the newest first; the last one is what counted before anybody set rules. */
export async function listRuleSets(ctx: Ctx): Promise<RuleSet[]> {
  const sets = await allRuleSets(ctx.db.read);
  const show = await showing(ctx);
  const newest = sets.toReversed().slice(0, MOST_VERSIONS);
  return await Promise.all([...newest, undefined].map(async (set) => await show(set, set === sets.at(-1))));
}

/** The rules that were in force at an instant, or are now. */
export async function findRuleSetAt(ctx: Ctx, at?: number | null): Promise<RuleSet> {
  const sets = await allRuleSets(ctx.db.read);
  const set = at == null ? sets.at(-1) : ruleSetAt(sets, at);
  return await (
    await showing(ctx)
  )(set, set === sets.at(-1));
}

/** Reads the sources once, for showing what documents say with sources in place of their keys. */
export async function showingDocuments(ctx: Ctx) {
  const byKey = await sourcesByKey(ctx);
  const rows = await readSources(ctx.db.read);
  const found = (ids: readonly number[]) => ids.flatMap((id) => byKey.get(id) ?? []);
  return (document: RuleDocument | undefined): Pick<RuleSet, 'sources' | 'fieldRules'> => ({
    sources: found(orderUnder(rows, document).map(({ id }) => id)),
    fieldRules: (document?.fields ?? []).map(({ field, criteria, sourceIds }) => ({
      field,
      criteria,
      sources: found(sourceIds),
    })),
  });
}

async function showing(ctx: Ctx) {
  const shown = await showingDocuments(ctx);
  return async (set: RuleSetRow | undefined, isInForce: boolean): Promise<RuleSet> => ({
    version: set?.version ?? 0,
    at: set?.at ?? null,
    by: set?.actor_id ? ((await loadUser(ctx, set.actor_id))?.name ?? null) : null,
    reason: set?.reason ?? null,
    restoredVersion: set?.restored_version ?? null,
    isInForce,
    ...shown(set?.document),
  });
}

async function sourcesByKey(ctx: Ctx): Promise<ReadonlyMap<number, Source>> {
  return new Map((await listSources(ctx)).map((source) => [source.key, source]));
}
