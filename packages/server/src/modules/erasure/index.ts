/* The door of `erasure`: what other modules may use. */
import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import { eraseDueJob, eraseDueSchedule, erasureDecidedJob } from './erase-due.job.ts';
import { ErasureResolver } from './erasure.resolver.ts';
import { toErasures } from './erasure.type.ts';
import { findErasure } from './erasures.ts';

export { type Replayed, replayErasures } from './replay-erasures.ts';

/** The jobs of this module. */
export const erasureJobs: readonly JobDefinition[] = [eraseDueJob, erasureDecidedJob];

/** What of them the clock starts. */
export const erasureSchedules: readonly Schedule[] = [eraseDueSchedule];

/** What this module adds to the API. */
export const erasureApi: ApiModule = {
  resolvers: [ErasureResolver],
  rules: {
    Query: { erasures: can('CUSTOMER_ERASE') },
    Mutation: { customerErasureRequest: can('CUSTOMER_ERASE'), customerErasureCancel: can('CUSTOMER_ERASE') },
  },
  nodes: {
    ers: {
      type: 'Erasure',
      find: async (ctx, id) => {
        const record = ctx.actor.permissions.has('CUSTOMER_ERASE') ? await findErasure(ctx.db.read, id) : undefined;
        return record ? (toErasures(ctx, [record])[0] ?? null) : null;
      },
    },
  },
};
