/* The door of `identity`: who is who. */
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { bringOrdersJob } from './merge/bring-orders.job.ts';
import { MergeResolver } from './merge/merge.resolver.ts';
import { PreviewResolver } from './merge/preview.resolver.ts';
import { MatchRunResolver } from './api/match-run.resolver.ts';
import { ReviewResolver } from './api/review.resolver.ts';
import { matchRunJob } from './run/match-run.job.ts';

export { countCustomers, readPortions } from './batch/read-records.ts';
export { type Found, matchBeside } from './run/matching.ts';
export type { FoundPair, LearnedModel } from './run/questions.ts';
export { exactGroups, type PairScore, pairsOfGroups, scorePairs } from './evaluate/score-truth.ts';
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

/** What this module adds to the API. */
export const identityApi: ApiModule = {
  resolvers: [MergeResolver, PreviewResolver, MatchRunResolver, ReviewResolver],
  rules: {
    Query: {
      mergeOperations: can('IDENTITY_READ'),
      mergePreview: can('CUSTOMER_MERGE'),
      unmergePreview: can('CUSTOMER_MERGE'),
      splitPreview: can('CUSTOMER_MERGE'),
      matchRun: can('IDENTITY_READ'),
      matchModels: can('IDENTITY_READ'),
      matchPairs: can('IDENTITY_READ'),
      matchPair: can('IDENTITY_READ'),
      matchCounts: can('IDENTITY_READ'),
    },
    Mutation: {
      customersMerge: can('CUSTOMER_MERGE'),
      customerUnmerge: can('CUSTOMER_MERGE'),
      customerSplit: can('CUSTOMER_MERGE'),
      matchRunStart: can('CUSTOMER_MERGE'),
      matchDecide: can('CUSTOMER_MERGE'),
    },
  },
};

/** The jobs of this module. */
export const identityJobs: readonly JobDefinition[] = [bringOrdersJob, matchRunJob];
