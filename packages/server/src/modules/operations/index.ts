import type { DoctorCheck } from '../../platform/doctor/doctor-check.ts';
import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { findJob } from '../../platform/jobs/find-jobs.ts';
import { eventsCheck, jobsCheck } from './doctor/check-background.ts';
import { auditCheck, orphanCheck } from './doctor/check-records.ts';
import { backupCheck, diskCheck, integrityCheck } from './doctor/check-storage.ts';
import { housekeeping, housekeepingSchedule } from './housekeeping.ts';
import { JobResolver } from './job.resolver.ts';

export { BackupRefused, openBackup } from './backup/read-backup.ts';
export { type Restored, restoreBackup } from './backup/restore-backup.ts';
export { isRestoreUnfinished } from './backup/restore-target.ts';
export { type WrittenBackup, writeBackup } from './backup/write-backup.ts';

/** What this module lets `dossier doctor` look at. */
export const operationsChecks: readonly DoctorCheck[] = [
  diskCheck,
  integrityCheck,
  backupCheck,
  orphanCheck,
  auditCheck,
  jobsCheck,
  eventsCheck,
];
/** The jobs of this module. */
export const operationsJobs = [housekeeping];
/** What this module does by the clock. */
export const operationsSchedules = [housekeepingSchedule];

/** What this module adds to the API. */
export const operationsApi: ApiModule = {
  resolvers: [JobResolver],
  rules: {
    Query: { jobs: can('JOB_READ'), job: can('JOB_READ') },
    Subscription: { jobChanged: can('JOB_READ') },
  },
  nodes: {
    job: {
      type: 'Job',
      find: async (ctx, id) => (ctx.actor.permissions.has('JOB_READ') ? await findJob(ctx, id) : null),
    },
  },
};
