import { CHOSEN_FIELDS, type CustomerField } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { recordAudit } from '../../audit/index.ts';
import { readSources } from '../source/sources.ts';
import { type Criterion, DEFAULT_CRITERIA, type FieldRule } from '../survivorship/rules.ts';
import { findDocument, orderUnder, presentRuleSet, type RuleDocument } from './rule-sets.ts';

/** Kind of the job that chooses every customer's values anew. */
export const RECOMPUTE_JOB = 'customer.recompute';

const LONGEST_REASON = 300;

/** One field's rule as a caller asks for it. */
export interface FieldRuleRequest {
  readonly field: CustomerField;
  readonly criteria: readonly Criterion[];
  readonly sourceIds?: readonly string[] | null;
}

/** What shall be different about the rules: an order, rules of some fields, or an earlier version as a whole. */
export interface RuleChanges {
  /** Every source once. */
  readonly sourceIds?: readonly string[] | null;
  readonly rules?: readonly FieldRuleRequest[] | null;
  readonly restoreVersion?: number | null;
}

/**
 * Puts changed rules in force and starts the job that chooses every customer's values anew. Refuses what {@link changedRules} does,
 * REQUIRED and TOO_LONG for the reason, STALE when `version` is not the present one. Returns the job's key.
 */
export async function updateRules(ctx: Ctx, version: number, changes: RuleChanges, reason: string): Promise<number> {
  const why = reason.trim();
  if (why === '') refuse('REQUIRED', ['reason']);
  if (why.length > LONGEST_REASON) refuse('TOO_LONG', ['reason'], { max: LONGEST_REASON });
  await ctx.db.ids.ensure(2);
  try {
    return await ctx.db.transaction(async (trx) => {
      const present = await presentRuleSet(trx);
      if ((present?.version ?? 0) !== version) refuse('STALE', ['ruleSetVersion']);
      const document = await changedRules(ctx, trx, changes);
      const next = version + 1;
      await trx
        .insertInto('rule_set')
        .values({
          version: next,
          // Never before the one it follows, whatever the clocks of two machines say.
          at: Math.max(ctx.now(), (present?.at ?? 0) + 1),
          actor_id: ctx.actor.userId,
          reason: why,
          restored_version: changes.restoreVersion ?? null,
          document: JSON.stringify(document),
        })
        .execute();
      await recordAudit(trx, ctx, {
        action: 'fieldRule.updated',
        objectType: 'fieldRule',
        fields: (changes.rules ?? []).map(({ field }) => field),
        reason: why,
        detail: { version: next, ...(changes.restoreVersion == null ? {} : { restored: changes.restoreVersion }) },
      });
      return await enqueue(trx, ctx, { kind: RECOMPUTE_JOB, payload: { version: next } });
    });
  } catch (error) {
    // Somebody else made this version at the same time.
    if (isDuplicateKey(error)) refuse('STALE', ['ruleSetVersion']);
    throw error;
  }
}

/**
 * The rules in force with these changes. Refuses REQUIRED when there are none and for rules without criteria, INVALID for an order that
 * does not name every source once or beside an earlier version, INVALID_CHOICE for fields that no rule chooses, DUPLICATE for a field
 * or criterion that is named twice, NOT_FOUND for sources and versions that do not exist.
 */
export async function changedRules(ctx: Ctx, database: Queryable, changes: RuleChanges): Promise<RuleDocument> {
  const { sourceIds, rules, restoreVersion } = changes;
  if (sourceIds == null && (rules ?? []).length === 0 && restoreVersion == null) refuse('REQUIRED', ['changes']);
  const sources = await readSources(database);
  if (restoreVersion != null) {
    if (sourceIds != null || (rules ?? []).length > 0) refuse('INVALID', ['changes', 'restoreVersion']);
    return (await findDocument(database, restoreVersion)) ?? refuse('NOT_FOUND', ['changes', 'restoreVersion']);
  }
  const present = (await presentRuleSet(database))?.document ?? { order: [], fields: [] };
  const known = new Set(sources.map(({ id }) => id));
  const changed = (rules ?? []).map((rule, position) => checkedRule(ctx, rule, known, position));
  if (new Set(changed.map(({ field }) => field)).size < changed.length) refuse('DUPLICATE', ['changes', 'rules']);
  const kept = present.fields.filter(({ field }) => !changed.some((rule) => rule.field === field));
  return {
    order: sourceIds == null ? orderUnder(sources, present).map(({ id }) => id) : checkedOrder(ctx, sourceIds, known),
    fields: [...kept, ...changed.filter((rule) => !isDefault(rule))],
  };
}

function checkedOrder(ctx: Ctx, publicIds: readonly string[], known: ReadonlySet<number>): number[] {
  const order = publicIds.map((id) => ctx.publicIds.decode('src', id) ?? refuse('NOT_FOUND', ['changes', 'sourceIds']));
  if (order.length !== known.size || !known.isSubsetOf(new Set(order))) refuse('INVALID', ['changes', 'sourceIds']);
  return order;
}

function checkedRule(
  ctx: Ctx,
  { field, criteria, sourceIds }: FieldRuleRequest,
  known: ReadonlySet<number>,
  position: number,
): FieldRule {
  const at = (name: string) => ['changes', 'rules', String(position), name];
  if (!CHOSEN_FIELDS.includes(field)) refuse('INVALID_CHOICE', at('field'));
  if (criteria.length === 0) refuse('REQUIRED', at('criteria'));
  if (new Set(criteria).size < criteria.length) refuse('DUPLICATE', at('criteria'));
  const ids = (sourceIds ?? []).map((publicId) => {
    const id = ctx.publicIds.decode('src', publicId);
    return id !== undefined && known.has(id) ? id : refuse('NOT_FOUND', at('sourceIds'));
  });
  return { field, criteria, sourceIds: ids };
}

function isDefault({ criteria, sourceIds }: FieldRule): boolean {
  return sourceIds.length === 0 && criteria.join() === DEFAULT_CRITERIA.join();
}
