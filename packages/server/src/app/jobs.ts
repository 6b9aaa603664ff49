import type { JobDefinition } from '../platform/jobs/define-job.ts';
import type { Schedule } from '../platform/jobs/schedule.ts';
import { accessJobs, tidyAccessSchedule } from '../modules/access/index.ts';
import { forgetSightingsJob, forgetSightingsSchedule } from '../modules/alarm/index.ts';
import { recomputeJob, tryRulesJob } from '../modules/customer/index.ts';
import { createIntakeJobs, intakeSchedules } from '../modules/intake/index.ts';
import { sealedTables } from './sealed-tables.ts';
import { erasureJobs, erasureSchedules } from '../modules/erasure/index.ts';
import { identityJobs, identitySchedules } from '../modules/identity/index.ts';
import { ownershipJobs, ownershipSchedules } from '../modules/ownership/index.ts';
import { partnerJobs, partnerSchedules } from '../modules/partner/index.ts';
import { openScratchDatabase } from './scratch-database.ts';
import { createKeyJobs, createOperationsJobs, operationsSchedules } from '../modules/operations/index.ts';

/** The jobs of imports and exports, for commands that run only these. */
export const intakeJobs: readonly JobDefinition[] = createIntakeJobs(openScratchDatabase);

/** The jobs that rotate keys, for the command that runs only these. */
export const keyJobs: readonly JobDefinition[] = createKeyJobs(sealedTables);

/** Every kind of job, in module order: what a worker can do. */
export const jobDefinitions: readonly JobDefinition[] = [
  ...accessJobs,
  forgetSightingsJob,
  recomputeJob,
  tryRulesJob,
  ...ownershipJobs,
  ...identityJobs,
  ...intakeJobs,
  ...partnerJobs,
  ...erasureJobs,
  ...createOperationsJobs(sealedTables),
];

/** What is started by the clock, in the installation's time zone. */
export const schedules: readonly Schedule[] = [
  tidyAccessSchedule,
  forgetSightingsSchedule,
  ...ownershipSchedules,
  ...identitySchedules,
  ...intakeSchedules,
  ...partnerSchedules,
  ...erasureSchedules,
  ...operationsSchedules,
];
