import type { JobRowFragment, RuleSetRowFragment, SourceRowFragment, SourcesAndRulesQuery } from '../../gql/graphql.ts';

/** Two sources, the rules in force, and a job that ended, as the API answers. */
const source = (id: string, name: string, priority: number): SourceRowFragment => ({
  __typename: 'Source',
  id,
  code: id,
  name,
  priority,
  trust: 70,
  customerCount: 10,
  isBuiltIn: false,
});
export const order = (ids: readonly string[]): RuleSetRowFragment['sources'] =>
  ids.map((id) => ({ __typename: 'Source', id, name: id === 's1' ? 'CRM' : 'Shop' }));
export function ruleSet(version: number, ids: readonly string[], isInForce: boolean): RuleSetRowFragment {
  return {
    __typename: 'RuleSet',
    version,
    at: '2026-01-01T00:00:00.000Z',
    by: 'Chen',
    reason: `why ${version}`,
    restoredVersion: null,
    isInForce,
    sources: order(ids),
    fieldRules: [],
  };
}
export const sources: SourcesAndRulesQuery = {
  __typename: 'Query',
  sources: [source('s2', 'Shop', 2), source('s1', 'CRM', 1)],
  ruleSet: ruleSet(2, ['s1', 's2'], true),
};
export const job: JobRowFragment = {
  __typename: 'Job',
  id: 'job_1',
  kind: 'recompute',
  state: 'DONE',
  progress: 1,
  note: null,
  attempts: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  problem: null,
};
