import { message } from '@dossier/shared/error';
import { existsSync, readFileSync } from 'node:fs';
import { BRING_ORDERS_JOB } from '../../modules/identity/index.ts';
import { Refused } from '../../platform/graphql/refused.ts';
import { type Answer, type CommandRun, EXIT } from './command.ts';
import { finishJobs } from './finish-jobs.ts';
import { counted } from './merge-preview.ts';
import { type PairFile, readPairs } from './read-truth.ts';
import { CommandFailed } from './run-cli.ts';

const TELL_EVERY = 100;

/**
 * Does something for each line of a file, one after the other, and says how many were done, were so already, and were refused, and why.
 * Interrupted, what was done stays; run again, it goes on from there.
 */
export async function eachLine(
  run: CommandRun,
  file: string,
  isDry: boolean,
  work: (cells: PairFile['rows'][number]['cells']) => Promise<'done' | 'already'>,
): Promise<Answer> {
  if (!existsSync(file)) throw new CommandFailed(`There is no file ${file}.`, 'NOT_FOUND');
  const counts = { done: 0, already: 0, refused: 0 };
  const lines: { line: number; message: string }[] = [];
  for (const [place, { line, cells }] of readPairs(readFileSync(file, 'utf8')).rows.entries()) {
    run.signal.throwIfAborted();
    if (place > 0 && place % TELL_EVERY === 0) run.tell(counted(place, 'line'));
    try {
      counts[await work(cells)]++;
    } catch (error) {
      lines.push({ line, message: whyRefused(error) });
      counts.refused++;
    }
  }
  if (!isDry) await finishJobs(run, [BRING_ORDERS_JOB]);
  const { done, already, refused } = counts;
  return {
    text: [
      `${isDry ? 'Would be done' : 'Done'}: ${done}; so already: ${already}; refused: ${refused}.`,
      ...lines.map((one) => `line ${one.line}: ${one.message}`),
    ].join('\n'),
    data: { ...counts, lines },
    exitCode: refused > 0 ? EXIT.failed : EXIT.done,
  };
}

function whyRefused(error: unknown): string {
  if (error instanceof CommandFailed) return error.message;
  if (error instanceof Refused)
    return error.refusals.map(({ code, params }) => message(code, params ?? {}, 'en')).join(' ');
  throw error;
}
