import { AFTER_RUN_JOBS, findRunOutcome, identityJobs, startMatchRun } from '../../modules/identity/index.ts';
import { type AddCommands, type Answer, type CommandRun, examples } from './command.ts';
import { finishJobs } from './finish-jobs.ts';
import { counted } from './merge-preview.ts';
import { CommandFailed } from './run-cli.ts';
import { runJobUntilEnd } from './run-job-until-end.ts';

/** `dossier match` */
export const addMatchCommand: AddCommands = (program, within) => {
  program
    .command('match')
    .description('look for customers who may be one, and wait until it is done; a run under way is waited for')
    .addHelpText(
      'after',
      examples(['match', 'what it finds is decided in the console'], ['match --json', 'counts, for a program']),
    )
    .action(async () => await within(match));
};

async function match(run: CommandRun): Promise<Answer> {
  const { ctx } = run;
  const runId = await startMatchRun(ctx);
  const { jobId } = await findRunOutcome(ctx.db.read, runId);
  await runJobUntilEnd(run, jobId, identityJobs);
  // Groups are made of what was found, and merged where the policy says so.
  await finishJobs(run, AFTER_RUN_JOBS);
  const { finishedAt, startedAt, customers, compared, found, open } = await findRunOutcome(ctx.db.read, runId);
  if (finishedAt === null) throw new CommandFailed('The run did not come to its end: see `dossier jobs`.');
  const seconds = Math.round((finishedAt - startedAt) / 10) / 100;
  return {
    text: `${counted(customers, 'customer')}, ${counted(compared, 'pair')} compared, ${counted(found, 'pair')} found in ${seconds} s; ${open} to decide.`,
    data: { run: { customers, compared, found, open, seconds } },
  };
}
