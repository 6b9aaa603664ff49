import { findOrphans } from '../../../platform/database/find-orphans.ts';
import type { DoctorCheck } from '../../../platform/doctor/doctor-check.ts';
import { auditWarnings, describeFinding, verifyAudit } from '../../audit/index.ts';

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

/** Whether the audit chain, its checkpoints and its witness are as they were written. */
export const auditCheck: DoctorCheck = {
  name: 'audit',
  description: 'every link of the audit chain, its signed checkpoints, and their witness',
  run: async ({ db, keys, auditWitness, now }) => {
    const verdict = await verifyAudit({ read: db.heavy, publicKeys: keys.audit.publicKeys, witness: auditWitness });
    const warnings = (await auditWarnings(db.read, now())).map((message) => ({ level: 'WARNING' as const, message }));
    if (!verdict.intact) {
      return [
        ...verdict.findings.map((one) => ({ level: 'ERROR' as const, message: describeFinding(one) })),
        ...warnings,
      ];
    }
    const message = `${verdict.entries} entries, each linked to the one before; ${verdict.checkpoints} signed checkpoints.`;
    return [{ level: 'NOTE', message }, ...warnings];
  },
};
