import type { JobDefinition } from '../platform/jobs/define-job.ts';
import type { Schedule } from '../platform/jobs/schedule.ts';
import { tidyAccess, tidyAccessSchedule } from '../modules/access/index.ts';
import { recomputeJob } from '../modules/customer/index.ts';
import { createIntakeJobs, intakeSchedules } from '../modules/intake/index.ts';
import { openScratchDatabase } from './scratch-database.ts';
import { operationsJobs, operationsSchedules } from '../modules/operations/index.ts';

/** The jobs of imports and exports, for commands that run only these. */
export const intakeJobs: readonly JobDefinition[] = createIntakeJobs(openScratchDatabase);

/** Every kind of job, in module order: what a worker can do. */
export const jobDefinitions: readonly JobDefinition[] = [tidyAccess, recomputeJob, ...intakeJobs, ...operationsJobs];

/** What is started by the clock, in the installation's time zone. */
export const schedules: readonly Schedule[] = [tidyAccessSchedule, ...intakeSchedules, ...operationsSchedules];
