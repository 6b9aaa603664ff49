/* The door of `identity`: who is who. */
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { bringOrdersJob } from './merge/bring-orders.job.ts';
import { MergeResolver } from './merge/merge.resolver.ts';
import { PreviewResolver } from './merge/preview.resolver.ts';

export { mergeCustomers } from './merge/merge-customers.ts';
export { unmergeCustomer } from './merge/unmerge-customer.ts';

/** What this module adds to the API. */
export const identityApi: ApiModule = {
  resolvers: [MergeResolver, PreviewResolver],
  rules: {
    Query: {
      mergeOperations: can('IDENTITY_READ'),
      mergePreview: can('CUSTOMER_MERGE'),
      unmergePreview: can('CUSTOMER_MERGE'),
      splitPreview: can('CUSTOMER_MERGE'),
    },
    Mutation: {
      customersMerge: can('CUSTOMER_MERGE'),
      customerUnmerge: can('CUSTOMER_MERGE'),
      customerSplit: can('CUSTOMER_MERGE'),
    },
  },
};

/** The jobs of this module. */
export const identityJobs: readonly JobDefinition[] = [bringOrdersJob];
