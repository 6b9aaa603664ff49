import type { CustomerField, FieldRuleInput, SurvivorshipRule } from '../../gql/graphql.ts';

/** A field's own rule while it is edited; `sourceIds` empty means the general order. */
export interface RuleDraft {
  readonly field: CustomerField;
  readonly rule: SurvivorshipRule;
  readonly sourceIds: readonly string[];
}

/** A rule as the API answers it. */
export interface KnownRule {
  readonly field: CustomerField;
  readonly rule: SurvivorshipRule;
  readonly sources: readonly { readonly id: string }[];
}

/** Fields whose shown value is chosen among sources; names of records and relations (tags, owner) are not. */
export const RULE_FIELDS: readonly CustomerField[] = [
  'NAME',
  'KIND',
  'FAMILY_NAME',
  'GIVEN_NAME',
  'GENDER',
  'BIRTH_DATE',
  'EMPLOYER',
  'JOB_TITLE',
  'INDUSTRY',
  'SIZE',
  'NOTE',
  'STAGE',
  'GRADE',
  'OWNER',
  'COUNTRY',
  'PROVINCE',
  'CITY',
  'DISTRICT',
  'PHONE',
  'EMAIL',
  'WECHAT',
  'OTHER_CONTACT',
  'ADDRESS',
  'IDENTIFIER',
  'TAGS',
];

/** The rules that differ from "by source priority in the general order", which is what a field without a rule has. */
export function ownRules(known: readonly KnownRule[]): RuleDraft[] {
  return known
    .map(({ field, rule, sources }) => ({ field, rule, sourceIds: sources.map(({ id }) => id) }))
    .filter(({ rule, sourceIds }) => rule !== 'SOURCE_PRIORITY' || sourceIds.length > 0);
}

/** What has to be sent so that `draft` holds: changed and new rules, and the plain rule for fields whose own was removed. */
export function ruleChanges(known: readonly KnownRule[], draft: readonly RuleDraft[]): FieldRuleInput[] {
  const before = new Map(ownRules(known).map((rule) => [rule.field, rule]));
  const changed = draft.filter((rule) => !isSame(before.get(rule.field), rule)).map(toInput);
  const kept = new Set(draft.map(({ field }) => field));
  const removed = [...before.keys()].filter((field) => !kept.has(field));
  return [...changed, ...removed.map((field) => toInput({ field, rule: 'SOURCE_PRIORITY', sourceIds: [] }))];
}

/**
 * The rules to count with before applying: the changed ones, and, when the general order changed, that order for every
 * field which follows it, since the server's count knows rules, not orders.
 */
export function previewRules(
  changes: readonly FieldRuleInput[],
  draft: readonly RuleDraft[],
  order: readonly string[] | undefined,
): FieldRuleInput[] {
  if (!order) return [...changes];
  const own = new Map(draft.map((rule) => [rule.field, rule]));
  const followers = RULE_FIELDS.filter((field) => {
    const rule = own.get(field);
    return !rule || (rule.rule === 'SOURCE_PRIORITY' && rule.sourceIds.length === 0);
  });
  const covered = new Set(followers);
  const ordered = followers.map((field): FieldRuleInput => ({ field, rule: 'SOURCE_PRIORITY', sourceIds: [...order] }));
  return [...changes.filter(({ field }) => !covered.has(field)), ...ordered];
}

function toInput({ field, rule, sourceIds }: RuleDraft): FieldRuleInput {
  return { field, rule, sourceIds: [...sourceIds] };
}

function isSame(a: RuleDraft | undefined, b: RuleDraft): boolean {
  return a !== undefined && a.rule === b.rule && a.sourceIds.join() === b.sourceIds.join();
}
