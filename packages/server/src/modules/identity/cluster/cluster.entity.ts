import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/**
 * Customers whom a run would join into one. The latest run's stand here as a whole, of earlier runs those that were merged by
 * themselves, so that this can be listed and undone.
 */
export const MatchClusterEntity = defineEntity({
  name: 'MatchCluster',
  tableName: 'match_cluster',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    runId: p.bigint('number'),
    kind: p.string().length(12),
    members: p.smallint(),
    /** Thousandths of bits of the weakest pair inside; null when one pair inside is not worth keeping. */
    weakest: p.integer().nullable(),
    /** CHECK until it is known whether it may be MERGE; see CLUSTER_STATES. */
    state: p.string().length(8),
    /** Why people are asked; see REVIEW_REASONS. */
    why: p.string().length(12).nullable(),
    /** The merge, of one that was merged by itself. */
    operationKey: p.bigint('number').nullable(),
  },
  indexes: [{ properties: ['runId', 'state', 'id'] }],
});

/** Who is in a cluster. */
export const MatchMemberEntity = defineEntity({
  name: 'MatchMember',
  tableName: 'match_member',
  properties: {
    clusterId: p.bigint('number').primary(),
    customerId: p.bigint('number').autoincrement(false).primary(),
  },
  indexes: [{ properties: ['customerId'] }],
});

/** What a run would merge by itself, and what became of that; without a row it would merge nothing. */
export const MatchPlanEntity = defineEntity({
  name: 'MatchPlan',
  tableName: 'match_plan',
  properties: {
    runId: p.bigint('number').primary(),
    /** The policy that it follows, and the chance from which that merges, as decimal text. */
    policyVersion: p.integer(),
    mergeFrom: p.string().length(32),
    /** One of PLAN_STATES. */
    state: p.string().length(8),
    madeAt: p.bigint('number'),
    /** Who let it, or did not; null when the policy did, and while nobody has. */
    decidedBy: p.bigint('number').nullable(),
    decidedAt: p.bigint('number').nullable(),
    /** The job that merges, or undoes. */
    jobId: p.bigint('number').nullable(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    match_cluster: TableOf<typeof MatchClusterEntity>;
    match_member: TableOf<typeof MatchMemberEntity>;
    match_plan: TableOf<typeof MatchPlanEntity>;
  }
}
