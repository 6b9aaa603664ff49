import type { DoctorCheck } from '../../platform/doctor/doctor-check.ts';
import type { ApiModule } from '../../platform/graphql/module.ts';
import { can } from '../../platform/graphql/rules.ts';
import { findJob } from '../../platform/jobs/find-jobs.ts';
import { eventsCheck, jobsCheck } from './doctor/check-background.ts';
import { auditCheck, orphanCheck } from './doctor/check-records.ts';
import { backupCheck, diskCheck, integrityCheck } from './doctor/check-storage.ts';
import { housekeeping, housekeepingSchedule } from './housekeeping.ts';
import { JobResolver } from './job.resolver.ts';
import { KeyResolver } from './keys/key.resolver.ts';
import { keysCheck } from './keys/keys-check.ts';
import { createResealJob } from './keys/reseal.job.ts';
import { rewrapJob } from './keys/rewrap.job.ts';
import type { SealedTable } from '../../platform/crypto/rotation/sealed-table.ts';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';

export { BackupRefused, openBackup } from './backup/read-backup.ts';
export { type Restored, restoreBackup } from './backup/restore-backup.ts';
export { isRestoreUnfinished } from './backup/restore-target.ts';
export { type WrittenBackup, writeBackup } from './backup/write-backup.ts';

export { type BegunRotation, type RotatedKeys, rotateKeys } from './keys/rotate-keys.ts';

/** What this module lets `dossier doctor` look at. */
export const operationsChecks: readonly DoctorCheck[] = [
  diskCheck,
  integrityCheck,
  backupCheck,
  orphanCheck,
  auditCheck,
  keysCheck,
  jobsCheck,
  eventsCheck,
];
/** The jobs of this module; those that rotate keys go through these tables. */
export function createOperationsJobs(sealedTables: readonly SealedTable[]): readonly JobDefinition[] {
  return [housekeeping, ...createKeyJobs(sealedTables)];
}
/** The jobs that rotate keys, for the command that runs only these. */
export function createKeyJobs(sealedTables: readonly SealedTable[]): readonly JobDefinition[] {
  return [rewrapJob, createResealJob(sealedTables)];
}
/** What this module does by the clock. */
export const operationsSchedules = [housekeepingSchedule];

/** What this module adds to the API. */
export const operationsApi: ApiModule = {
  resolvers: [JobResolver, KeyResolver],
  rules: {
    Query: { jobs: can('JOB_READ'), job: can('JOB_READ'), keyStatus: can('KEY_MANAGE') },
    Mutation: { keysRotate: can('KEY_MANAGE') },
    Subscription: { jobChanged: can('JOB_READ') },
  },
  nodes: {
    job: {
      type: 'Job',
      find: async (ctx, id) => (ctx.actor.permissions.has('JOB_READ') ? await findJob(ctx, id) : null),
    },
  },
};
