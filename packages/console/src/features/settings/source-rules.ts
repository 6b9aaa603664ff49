import { CHOSEN_FIELDS } from '@dossier/shared/facts';
import type {
  CustomerField,
  FieldRuleInput,
  FieldRuleRowFragment,
  RuleChangesInput,
  SurvivorshipCriterion,
} from '../../gql/graphql.ts';

/** A field's own rule while it is edited; `sourceIds` empty means the general order. */
export interface RuleDraft {
  readonly field: CustomerField;
  readonly criteria: readonly SurvivorshipCriterion[];
  readonly sourceIds: readonly string[];
}

/** The rules as a whole while they are edited. */
export interface RulesDraft {
  /** Sources, believed first to last. */
  readonly order: readonly string[];
  readonly rules: readonly RuleDraft[];
}

/** Rules as the API answers them. */
export interface KnownRules {
  readonly sources: readonly { readonly id: string }[];
  readonly fieldRules: readonly Pick<FieldRuleRowFragment, 'field' | 'criteria' | 'sources'>[];
}

/** What a field without a rule of its own goes by. */
export const DEFAULT_CRITERIA: readonly SurvivorshipCriterion[] = ['SOURCE_PRIORITY', 'MOST_RECENT'];
/** All criteria, in the order in which they are offered. */
export const CRITERIA: readonly SurvivorshipCriterion[] = [
  'SOURCE_PRIORITY',
  'MOST_RECENT',
  'VERIFIED',
  'MOST_COMPLETE',
  'MOST_FREQUENT',
];

/** Known rules as a draft of them. */
export function draftOf({ sources, fieldRules }: KnownRules): RulesDraft {
  return {
    order: sources.map(({ id }) => id),
    rules: fieldRules.map((rule) => ({
      field: rule.field,
      criteria: rule.criteria,
      sourceIds: rule.sources.map(({ id }) => id),
    })),
  };
}

/** What has to be sent so that `draft` holds: a changed order, changed and new rules, and the default for fields whose own was removed. */
export function changesTo(known: RulesDraft, draft: RulesDraft): RuleChangesInput | undefined {
  const before = new Map(known.rules.map((rule) => [rule.field, rule]));
  const changed = draft.rules.filter((rule) => !isSameRule(before.get(rule.field), rule)).map(toInput);
  const kept = new Set(draft.rules.map(({ field }) => field));
  const removed = [...before.keys()]
    .filter((field) => !kept.has(field))
    .map((field) => toInput({ field, criteria: DEFAULT_CRITERIA, sourceIds: [] }));
  const rules = [...changed, ...removed];
  const isReordered = known.order.join() !== draft.order.join();
  if (rules.length === 0 && !isReordered) return undefined;
  return { ...(isReordered ? { sourceIds: [...draft.order] } : {}), ...(rules.length > 0 ? { rules } : {}) };
}

/** Whether two drafts choose alike: a rule that says what holds without it is none. */
export function isSameDraft(a: RulesDraft, b: RulesDraft): boolean {
  return textOf(a) === textOf(b);
}

function textOf({ order, rules }: RulesDraft): string {
  const own = CHOSEN_FIELDS.map((field) => rules.find((rule) => rule.field === field)).filter(
    (rule) => rule !== undefined && !isDefault(rule),
  );
  return JSON.stringify([order, own.map((rule) => rule && [rule.field, rule.criteria, rule.sourceIds])]);
}

function isDefault({ criteria, sourceIds }: RuleDraft): boolean {
  return sourceIds.length === 0 && criteria.join() === DEFAULT_CRITERIA.join();
}

function toInput({ field, criteria, sourceIds }: RuleDraft): FieldRuleInput {
  return { field, criteria: [...criteria], sourceIds: [...sourceIds] };
}

function isSameRule(a: RuleDraft | undefined, b: RuleDraft): boolean {
  return a !== undefined && a.criteria.join() === b.criteria.join() && a.sourceIds.join() === b.sourceIds.join();
}
