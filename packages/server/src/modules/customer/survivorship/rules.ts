import type { CustomerField } from '@dossier/shared/facts';

/** By what one value of a field is preferred to another. */
export const CRITERIA = ['SOURCE_PRIORITY', 'MOST_RECENT', 'VERIFIED', 'MOST_COMPLETE', 'MOST_FREQUENT'] as const;

/** One of {@link CRITERIA}. */
export type Criterion = (typeof CRITERIA)[number];

/** How fields without a rule of their own are chosen. */
export const DEFAULT_CRITERIA: readonly Criterion[] = ['SOURCE_PRIORITY', 'MOST_RECENT'];

/** The rules in force, ready for choosing. */
export interface SurvivorshipRules {
  /** 0 is believed first. Sources unknown here come last. */
  rankOf(field: CustomerField, sourceId: number): number;
  /** The first that tells two values apart decides. */
  criteriaOf(field: CustomerField): readonly Criterion[];
}

/** One field's rule as an administrator set it. */
export interface FieldRule {
  readonly field: CustomerField;
  /** Asked in this order; none twice, at least one. */
  readonly criteria: readonly Criterion[];
  /** Believed first to last; sources left out follow in the general order. */
  readonly sourceIds: readonly number[];
}

/** Compiles the general order of sources and the per-field rules. Fields without a rule go by the general order. */
export function compileRules(generalOrder: readonly number[], fieldRules: readonly FieldRule[]): SurvivorshipRules {
  const general = ranks(generalOrder);
  const byField = new Map(fieldRules.map((rule) => [rule.field, rule]));
  const ranksByField = new Map(
    fieldRules
      .filter((rule) => rule.sourceIds.length > 0)
      .map((rule) => [
        rule.field,
        ranks([...rule.sourceIds, ...generalOrder.filter((id) => !rule.sourceIds.includes(id))]),
      ]),
  );
  return {
    rankOf: (field, sourceId) => (ranksByField.get(field) ?? general).get(sourceId) ?? Number.MAX_SAFE_INTEGER,
    criteriaOf: (field) => byField.get(field)?.criteria ?? DEFAULT_CRITERIA,
  };
}

/** Where one source alone speaks, what it says is shown, whatever the rules are. */
export const NO_RULES = compileRules([], []);

function ranks(order: readonly number[]): ReadonlyMap<number, number> {
  return new Map(order.map((id, rank) => [id, rank]));
}
