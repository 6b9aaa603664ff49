import type { CustomerField } from '@dossier/shared/facts';
import type { Said } from './fold-records.ts';
import type { SurvivorshipRules } from './rules.ts';

/** A list item that is shown. */
export interface Shown<Fact> extends Said<Fact> {
  readonly primary: boolean;
}

/** Order of belief: by rank or by time as the rule says; the other decides ties, then the newer row. */
export function byRule(field: CustomerField, rules: SurvivorshipRules): (a: Said<unknown>, b: Said<unknown>) => number {
  const byRank = (a: Said<unknown>, b: Said<unknown>) =>
    rules.rankOf(field, a.record.sourceId) - rules.rankOf(field, b.record.sourceId);
  const byTime = (a: Said<unknown>, b: Said<unknown>) => b.record.recordedFrom - a.record.recordedFrom;
  const [first, second] = rules.ruleOf(field) === 'MOST_RECENT' ? [byTime, byRank] : [byRank, byTime];
  return (a, b) => first(a, b) || second(a, b) || b.record.id - a.record.id;
}
