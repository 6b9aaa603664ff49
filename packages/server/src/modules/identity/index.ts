/* The door of `identity`: who is who. */
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { bringOrdersJob } from './merge/bring-orders.job.ts';
import { MergeResolver } from './merge/merge.resolver.ts';
import { PreviewResolver } from './merge/preview.resolver.ts';
import { CandidatesResolver } from './api/candidates.resolver.ts';
import { ClusterResolver } from './api/cluster.resolver.ts';
import { MatchRunResolver } from './api/match-run.resolver.ts';
import { MatchPolicyResolver } from './api/policy.resolver.ts';
import { ReviewResolver } from './api/review.resolver.ts';
import { CLUSTER_JOB, clusterJob } from './cluster/cluster.job.ts';
import { MERGE_CLUSTERS_JOB, mergeClustersJob } from './cluster/merge-clusters.job.ts';
import { undoMergesJob } from './cluster/undo-merges.job.ts';
import { matchDueJob, matchNightlySchedule } from './run/match-due.job.ts';
import { matchRunJob } from './run/match-run.job.ts';

export { countCustomers, readPortions } from './batch/read-records.ts';
export { type Found, matchBeside } from './run/matching.ts';
export type { FoundPair, LearnedModel } from './run/questions.ts';
export { exactGroups, type PairScore, pairsOfGroups, scorePairs } from './evaluate/score-truth.ts';
export { askForMatchRun } from './run/match-due.job.ts';
export { forgetMatches } from './review/forget-matches.ts';
export { probabilityOf } from './model/model.ts';
export { BRING_ORDERS_JOB } from './merge/carry-over.ts';
export type { GoesTo } from './merge/later-things.ts';
export { mergeCustomers } from './merge/merge-customers.ts';
export { foreseeMerge, foreseeUnmerge } from './merge/preview.ts';
export { toPreviewFields } from './merge/preview-fields.ts';
export { releaseForErasure } from './merge/release-for-erasure.ts';
export { foreseeSplit, splitCustomer } from './merge/split-customer.ts';
export { unmergeCustomer } from './merge/unmerge-customer.ts';
export { findRunOutcome } from './run/find-run.ts';
export { startMatchRun } from './run/start-run.ts';

/** Kinds of the jobs that follow a run. */
export const AFTER_RUN_JOBS = [CLUSTER_JOB, MERGE_CLUSTERS_JOB] as const;

/** What this module adds to the API. */
export const identityApi: ApiModule = {
  resolvers: [
    MergeResolver,
    PreviewResolver,
    MatchRunResolver,
    MatchPolicyResolver,
    ClusterResolver,
    ReviewResolver,
    CandidatesResolver,
  ],
  rules: {
    Query: {
      mergeOperations: can('IDENTITY_READ'),
      mergePreview: can('CUSTOMER_MERGE'),
      unmergePreview: can('CUSTOMER_MERGE'),
      splitPreview: can('CUSTOMER_MERGE'),
      matchRun: can('IDENTITY_READ'),
      matchRuns: can('IDENTITY_READ'),
      matchModels: can('IDENTITY_READ'),
      matchPolicy: can('IDENTITY_READ'),
      matchPlan: can('IDENTITY_READ'),
      matchCluster: can('IDENTITY_READ'),
      matchClusters: can('IDENTITY_READ'),
      matchPairs: can('IDENTITY_READ'),
      matchPair: can('IDENTITY_READ'),
      matchCounts: can('IDENTITY_READ'),
      customerMatches: can('CUSTOMER_READ'),
    },
    Mutation: {
      customersMerge: can('CUSTOMER_MERGE'),
      customerUnmerge: can('CUSTOMER_MERGE'),
      customerSplit: can('CUSTOMER_MERGE'),
      matchRunStart: can('CUSTOMER_MERGE'),
      matchDecide: can('CUSTOMER_MERGE'),
      matchPolicyUpdate: can('SETTINGS_WRITE'),
      matchPlanDecide: can('CUSTOMER_MERGE'),
      matchPlanUndo: can('CUSTOMER_MERGE'),
    },
  },
};

/** The jobs of this module. */
export const identityJobs: readonly JobDefinition[] = [
  bringOrdersJob,
  matchRunJob,
  matchDueJob,
  clusterJob,
  mergeClustersJob,
  undoMergesJob,
];

/** What of it is started by the clock. */
export const identitySchedules: readonly Schedule[] = [matchNightlySchedule];
