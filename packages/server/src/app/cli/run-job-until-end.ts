import { setTimeout as sleep } from 'node:timers/promises';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import { findJob } from '../../platform/jobs/find-jobs.ts';
import { startJobRunner } from '../../platform/jobs/job-runner.ts';
import type { Job } from '../../platform/jobs/job.type.ts';
import { patiently } from '../../platform/jobs/patiently.ts';
import { actingUser } from '../acting-user.ts';
import type { CommandRun } from './command.ts';
import { CommandFailed } from './run-cli.ts';

const LOOK_EVERY_MS = 100;
const TELL_EVERY_MS = 1_000;

/**
 * Waits until a job is done, and tells how far it is. It runs in this process, unless a worker of the same installation takes
 * it first. Interrupted, it leaves the rest to them.
 */
export async function runJobUntilEnd(
  { services, ctx, signal, tell }: CommandRun,
  id: number,
  definitions: readonly JobDefinition[],
): Promise<Job> {
  const runner = startJobRunner({
    services,
    definitions,
    actorOf: async (userId) => await actingUser(services, userId),
    concurrency: 1,
    pollMs: 50,
  });
  try {
    for (let toldAt = Date.now(); ;) {
      signal.throwIfAborted();
      const job = await patiently(
        async () => await findJob(ctx, id),
        signal,
        () => tell('The database cannot be reached; waiting for it.'),
      );
      if (!job || job.state === 'CANCELLED') throw new CommandFailed('The job was cancelled.');
      if (job.state === 'DONE') return job;
      if (job.state === 'FAILED') throw new CommandFailed(job.problem ?? 'The job failed: see `dossier jobs`.');
      if (Date.now() - toldAt >= TELL_EVERY_MS) {
        tell([job.progress === null ? '' : `${Math.floor(job.progress * 100)} %`, job.note ?? ''].join('  ').trim());
        toldAt = Date.now();
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  } finally {
    await runner.stop();
  }
}
