import { identityJobs } from '../../modules/identity/index.ts';
import type { CommandRun } from './command.ts';
import { runJobUntilEnd } from './run-job-until-end.ts';

/** Waits until no job of these kinds is left to do, those among them that others begin: in this process, unless a worker does them. */
export async function finishJobs(run: CommandRun, kinds: readonly string[]): Promise<void> {
  for (;;) {
    const job = await run.ctx.db.read
      .selectFrom('job')
      .select('id')
      .where('kind', 'in', [...kinds])
      .where('state', 'in', ['QUEUED', 'RUNNING'])
      .orderBy('id')
      .executeTakeFirst();
    if (!job) return;
    await runJobUntilEnd(run, job.id, identityJobs);
  }
}
