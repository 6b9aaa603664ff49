import { InvalidArgumentError } from 'commander';
import { findJob, listJobs } from '../../platform/jobs/find-jobs.ts';
import { retryJob } from '../../platform/jobs/control-job.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { type AddCommands, examples, standsFor } from './command.ts';

/** `dossier jobs …` */
export const addJobsCommands: AddCommands = (program, within) => {
  const jobs = program.command('jobs').description('the work in the background');

  const list = jobs
    .command('list', { isDefault: true })
    .description('the newest jobs and where they stand')
    .option('--count <n>', 'how many, up to 1000', countOf, 25)
    .addHelpText('after', examples(['jobs', 'the newest 25'], ['jobs list --count 100 --json', 'for a program']))
    .action(
      async ({ count }: { count: number }) =>
        await within(async ({ ctx }) => {
          const found = await listJobs(ctx, { first: count });
          const lines = found.map((job) => {
            const progress = job.progress === null ? '' : `${Math.round(job.progress * 100)} %`;
            return [job.id, job.state.padEnd(9), progress.padStart(5), job.kind, job.note ?? '', job.problem ?? '']
              .join('  ')
              .trimEnd();
          });
          return { text: lines.join('\n') || 'There are no jobs.', data: { jobs: found } };
        }),
    );

  jobs.addHelpText('after', standsFor(list)).addHelpText('after', examples(['jobs', 'the newest 25']));
  jobs
    .command('retry')
    .argument('<id>', 'the job: job_…, as `dossier jobs` shows it')
    .description('let a failed job go on from where it stopped')
    .addHelpText('after', examples(['jobs retry job_8Zq0c1…', 'with an id that `jobs` showed']))
    .action(
      async (id: string) =>
        await within(async ({ ctx }) => {
          const key = ctx.publicIds.decode('job', id);
          if (key === undefined) refuse('NOT_FOUND', ['id']);
          const found = await findJob(ctx, key);
          if (!found) refuse('NOT_FOUND', ['id']);
          if (found.state !== 'FAILED') refuse('WRONG_STATE', ['id']);
          await ctx.db.transaction(async (trx) => await retryJob(trx, ctx, key));
          return { text: 'It is queued again.', data: { job: await findJob(ctx, key) } };
        }),
    );
};

/** A number of rows to show, from the command line. */
export function countOf(value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 1_000)
    throw new InvalidArgumentError('a whole number from 1 to 1000');
  return count;
}
