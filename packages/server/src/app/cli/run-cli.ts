import { Command, CommanderError } from 'commander';
import { message } from '@dossier/shared/error';
import type { Config } from '../../platform/config/config.ts';
import { isStorageFull, isUnreachable } from '../../platform/database/engine-errors.ts';
import { Refused } from '../../platform/graphql/refused.ts';
import { migrateDatabase } from '../migrate-database.ts';
import { startProblem } from '../start-problem.ts';
import {
  type AddCommands,
  type Answer,
  type CommandNeeds,
  type CommandRun,
  EXIT,
  EXIT_CODES,
  examples,
  type Outside,
  type OutsideRun,
  type Within,
} from './command.ts';
import { openInstallation, readCommandConfig } from './open-services.ts';

/** Where the command line writes: answers to one stream, everything else to the other. */
export interface Streams {
  out(text: string): void;
  error(text: string): void;
}

/**
 * Runs one command line.
 *
 * @returns the exit code, see `EXIT`
 */
export async function runCli(
  args: readonly string[],
  commands: readonly AddCommands[],
  streams: Streams,
): Promise<number> {
  let exitCode: number = EXIT.done;
  const isJson = args.includes('--json');
  // With --json the one document is all that is printed, also when the command line itself is wrong.
  const program = createProgram(commands, { within, outside }, isJson ? { ...streams, error: () => {} } : streams);

  async function within(work: (run: CommandRun) => Promise<Answer>, needs: CommandNeeds = {}): Promise<void> {
    await answer(async (run) => await runOpened(run, work, needs));
  }
  async function outside(work: (run: OutsideRun) => Promise<Answer>): Promise<void> {
    await answer(work);
  }
  async function answer(work: (run: OutsideRun) => Promise<Answer>): Promise<void> {
    const { json, data } = program.opts<{ json?: boolean; data?: string }>();
    const print = (document: object, text: string, code: number) => {
      exitCode = code;
      if (json) streams.out(`${JSON.stringify(document)}\n`);
      else if (code === EXIT.done) streams.out(`${text}\n`);
      else streams.error(`${text}\n`);
    };
    let config: Config | undefined;
    try {
      const checked = readCommandConfig(data === undefined ? {} : { DOSSIER_DATA: data });
      config = checked;
      const tell = (text: string) => json || streams.error(`${text}\n`);
      const answered = await untilSignal(async (signal) => await work({ config: checked, signal, tell }));
      exitCode = answered.exitCode ?? EXIT.done;
      streams.out(json ? `${JSON.stringify(answered.data)}\n` : `${answered.text}\n`);
    } catch (error) {
      const { code, errors } = explain(error, config);
      print({ errors }, errors.map((one) => one.message).join('\n'), code);
    }
  }

  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.done;
    const sentence = error.message.replace(/^error: /, '').replaceAll('\n', ' ');
    if (isJson) streams.out(`${JSON.stringify({ errors: [{ code: 'USAGE', message: sentence }] })}\n`);
    return EXIT.usage;
  }
}

/** The program with all its commands; each tells in its help what it takes, how it is used, and how it can end. */
export function createProgram(
  commands: readonly AddCommands[],
  { within, outside }: { within: Within; outside: Outside },
  streams: Streams,
): Command {
  const program = new Command('dossier')
    .description('The command line of Dossier. It works on a running installation and on a stopped one.')
    .option('--json', 'print the answer as one JSON document, for programs')
    .option('--data <folder>', "the installation's data folder, instead of DOSSIER_DATA")
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({ writeOut: (text) => streams.out(text), writeErr: (text) => streams.error(text) })
    .addHelpText(
      'after',
      examples(['import customers.xlsx --source crm', 'import a file'], ['doctor --json', 'check the installation']),
    );
  for (const add of commands) add(program, within, outside);
  complete(program);
  return program;
}

/** Adds to a command and those below it what is the same for all: how it can end, and what it knows when it is misused. */
function complete(command: Command): void {
  const known = command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => long ?? []);
  const below = command.commands.map((one) => one.name());
  command
    .addHelpText('after', EXIT_CODES)
    .showHelpAfterError(
      [
        ...(below.length > 0 ? [`Its commands are ${below.join(', ')}.`] : []),
        `Its options are ${[...known, ...(command.parent ? ['--json', '--data'] : [])].join(', ')}.`,
        'Add --help to see how it is used.',
      ].join('\n'),
    );
  for (const one of command.commands) complete(one);
}

async function runOpened(
  run: OutsideRun,
  work: (run: CommandRun) => Promise<Answer>,
  needs: CommandNeeds,
): Promise<Answer> {
  const { services, ctx } = await openInstallation(run.config);
  try {
    if (needs.tables !== 'any') await migrateDatabase(services);
    return await work({ ...run, services, ctx });
  } finally {
    await services.close().catch(() => {});
  }
}

/** Does something that Ctrl-C and SIGTERM ask to end. */
async function untilSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onSignal = () => stop.abort(new Interrupted());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  try {
    return await work(stop.signal);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  }
}

/** Thrown by `signal.throwIfAborted()` in a command that was asked to end. */
class Interrupted extends Error {}

/** What went wrong, for a person and as a code. */
function explain(
  error: unknown,
  config: Config | undefined,
): { code: number; errors: { code: string; message: string }[] } {
  if (error instanceof Refused) {
    const errors = error.refusals.map((refusal) => ({
      code: refusal.code,
      message: message(refusal.code, refusal.params ?? {}, 'en'),
      ...(refusal.field ? { field: refusal.field } : {}),
    }));
    return { code: EXIT.failed, errors };
  }
  if (error instanceof Interrupted) {
    return { code: EXIT.interrupted, errors: [{ code: 'INTERRUPTED', message: 'It was interrupted.' }] };
  }
  if (error instanceof CommandFailed) {
    return { code: error.exitCode, errors: [{ code: error.code, message: error.message }] };
  }
  const code = isUnreachable(error) ? EXIT.unreachable : EXIT.failed;
  const text =
    startProblem(error, config?.database) ?? (error instanceof Error ? (error.stack ?? error.message) : String(error));
  const name = code === EXIT.unreachable ? 'UNAVAILABLE' : isStorageFull(error) ? 'STORAGE_FULL' : 'FAILED';
  return { code, errors: [{ code: name, message: text }] };
}

/** Ends a command with one sentence for a person and a code for programs. */
export class CommandFailed extends Error {
  readonly code: string;
  readonly exitCode: number;

  constructor(message: string, code = 'FAILED', exitCode: number = EXIT.failed) {
    super(message);
    this.code = code;
    this.exitCode = exitCode;
  }
}
