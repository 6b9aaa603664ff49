import { BRING_ORDERS_JOB, identityJobs } from '../../modules/identity/index.ts';
import type { CommandRun } from './command.ts';
import { runJobUntilEnd } from './run-job-until-end.ts';

/** Waits until the orders are brought after that merges could not take along at once: in this process, unless a worker does it. */
export async function finishMoves(run: CommandRun): Promise<void> {
  const jobs = await run.ctx.db.read
    .selectFrom('job')
    .select('id')
    .where('kind', '=', BRING_ORDERS_JOB)
    .where('state', 'in', ['QUEUED', 'RUNNING'])
    .orderBy('id')
    .execute();
  for (const { id } of jobs) await runJobUntilEnd(run, id, identityJobs);
}
