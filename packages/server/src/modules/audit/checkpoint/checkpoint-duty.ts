import type { Services } from '../../../platform/context/context.ts';
import type { Duty } from '../../../platform/jobs/lease.ts';
import { checkpointRound, type CheckpointRound } from './checkpoint-round.ts';

const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 60_000;

const TOLD: Readonly<Record<NonNullable<CheckpointRound['problem']>, string>> = {
  NO_SIGNING_KEY: 'the audit log is not signed: its private key is missing from the keys folder',
  BEHIND_WITNESS:
    'the audit log is not signed: the database is older than its witness, or another one; run `dossier audit verify`',
  WITNESS_INCOMPLETE: 'the audit witness lacks checkpoints that it had; run `dossier audit verify`',
  WITNESS_UNAVAILABLE: 'the audit witness cannot be used; its checkpoints wait in the database',
};

/** Keeps the audit chain signed and witnessed. What goes wrong is told at once and then every minute until it is over. */
export function checkpointDuty(services: Services): Duty {
  let told: string | undefined;
  let toldAt = 0;
  return {
    name: 'checkpoint.audit',
    everyMs: LOOK_EVERY_MS,
    round: async () => {
      const { problem, code, witnessed } = await checkpointRound(services);
      const isNews = problem !== told || services.now() - toldAt >= TELL_EVERY_MS;
      if (problem && isNews) {
        services.log.error({ problem, ...(code ? { code } : {}) }, TOLD[problem]);
        toldAt = services.now();
      }
      if (!problem && told && witnessed > 0) services.log.info({ witnessed }, 'the audit witness is complete again');
      // A round that had nothing to do says nothing about the problem.
      if (problem || witnessed > 0) told = problem;
      return false;
    },
  };
}
