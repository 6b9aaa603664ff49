import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import type { ApiModule } from '../../platform/graphql/module.ts';
import { can, staff } from '../../platform/graphql/rules.ts';
import { forgetLookUps, forgetLookUpsSchedule } from './look-up/forget-look-ups.job.ts';
import { LookUpResolver } from './look-up/look-up.resolver.ts';
import { PoolResolver } from './pool/pool.resolver.ts';
import { returnIdleJob, returnIdleSchedule } from './pool/return-idle.job.ts';
import { ShareResolver } from './share/share.resolver.ts';

export { forgetDealings } from './forget-customer.ts';
export { lookUp } from './look-up/look-up.ts';
export { assignCustomers } from './pool/assign-customers.ts';
export { shareCustomer } from './share/share-customer.ts';
export { openCase } from './share/support-case.ts';

/** What this module adds to the API. */
export const ownershipApi: ApiModule = {
  resolvers: [PoolResolver, ShareResolver, LookUpResolver],
  rules: {
    Query: { poolRules: staff() },
    Mutation: {
      poolRulesUpdate: can('SETTINGS_WRITE'),
      // Which customers, and to whom, the policy says.
      customersAssign: can('CUSTOMER_WRITE'),
      customersClaim: can('CUSTOMER_CLAIM'),
      customerShare: can('CUSTOMER_WRITE'),
      // Also for those who only have a share, to give it back.
      customerUnshare: can('CUSTOMER_READ'),
      caseOpen: can('CASE_OPEN'),
      caseClose: can('CUSTOMER_READ'),
      // That these are values they may look up by is asked for before the operation runs.
      customerLookUp: can('CUSTOMER_LOOK_UP'),
    },
  },
};

/** The jobs of this module. */
export const ownershipJobs: readonly JobDefinition[] = [returnIdleJob, forgetLookUps];

/** What of them the clock starts. */
export const ownershipSchedules: readonly Schedule[] = [returnIdleSchedule, forgetLookUpsSchedule];
