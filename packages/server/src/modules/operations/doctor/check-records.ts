import { findOrphans } from '../../../platform/database/find-orphans.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { DoctorCheck, Finding } from '../../../platform/doctor/doctor-check.ts';
import { auditWarnings, describeFinding, verifyAudit, WitnessUnavailable } from '../../audit/index.ts';

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
  run: async (ctx) => {
    const warnings = (await auditWarnings(ctx.db.read, ctx.now())).map((message) => finding('WARNING', message));
    return [...(await lookAtAudit(ctx)), ...warnings];
  },
};

async function lookAtAudit({ db, keys, auditWitness }: Ctx): Promise<readonly Finding[]> {
  try {
    const verdict = await verifyAudit({ read: db.heavy, publicKeys: keys.audit.publicKeys, witness: auditWitness });
    if (!verdict.intact) return verdict.findings.map((one) => finding('ERROR', describeFinding(one)));
    const { entries, checkpoints } = verdict;
    return [finding('NOTE', `${entries} entries, each linked to the one before; ${checkpoints} signed checkpoints.`)];
  } catch (error) {
    if (!(error instanceof WitnessUnavailable)) throw error;
    const why = `The audit witness ${auditWitness} cannot be read (${error.code})`;
    return [finding('ERROR', `${why}, so nothing tells whether the log is as it was signed.`)];
  }
}

function finding(level: Finding['level'], message: string): Finding {
  return { level, message };
}
