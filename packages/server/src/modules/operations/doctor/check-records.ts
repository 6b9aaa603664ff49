import { findOrphans } from '../../../platform/database/find-orphans.ts';
import type { DoctorCheck } from '../../../platform/doctor/doctor-check.ts';
import { verifyAuditChain } from '../../audit/index.ts';

/** Rows that point at missing ones. */
export const orphanCheck: DoctorCheck = {
  name: 'orphans',
  description: 'rows that point at missing ones',
  run: async ({ db }) =>
    (await findOrphans(db)).map(({ table, column, count, example }) => ({
      level: 'ERROR',
      message: `${count} rows of ${table} point by ${column} at what does not exist (for example ${example}).`,
    })),
};

/** Whether every link of the audit chain holds. */
export const auditCheck: DoctorCheck = {
  name: 'audit',
  description: 'every link of the audit chain',
  run: async ({ db }) => {
    const verdict = await verifyAuditChain(db.heavy);
    if (verdict.intact)
      return [{ level: 'NOTE', message: `${verdict.entries} entries, each linked to the one before.` }];
    return [{ level: 'ERROR', message: `The audit chain breaks at entry ${verdict.position}: ${verdict.problem}.` }];
  },
};
