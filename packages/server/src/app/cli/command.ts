import type { Command } from 'commander';
import type { Config } from '../../platform/config/config.ts';
import type { Ctx, Services } from '../../platform/context/context.ts';

/** How a command ended, for the shell. */
export const EXIT = {
  /** It did what was asked. */
  done: 0,
  /** It was refused, or it failed. */
  failed: 1,
  /** It was not understood: an unknown command, a missing or impossible argument. */
  usage: 2,
  /** The database could not be reached. */
  unreachable: 3,
  /** It was stopped by a signal. */
  interrupted: 130,
} as const;

/** What a command has in hand. */
export interface CommandRun {
  readonly config: Config;
  readonly services: Services;
  /** Acts as the system: whoever can start commands owns the machine. */
  readonly ctx: Ctx;
  /** Aborted by Ctrl-C and SIGTERM: let what is under way come to a safe end. */
  readonly signal: AbortSignal;
  /** Tells a person how far it is, on the other stream; silent with --json. */
  tell(text: string): void;
}

/** What a command answers with. */
export interface Answer {
  /** For people. */
  readonly text: string;
  /** For programs: the one JSON document that --json prints. */
  readonly data: object;
  /** Other than 0 when the answer itself is bad news, for example a check that found something. */
  readonly exitCode?: number;
}

/** Which state of the tables a command wants: brought up to date first (the default), or as they are. */
export interface CommandNeeds {
  readonly tables?: 'current' | 'any';
}

/** Opens the installation, runs the work, prints the answer or the refusal, and sets the exit code. */
export type Within = (work: (run: CommandRun) => Promise<Answer>, needs?: CommandNeeds) => Promise<void>;

/** What a command has in hand that opens no installation. */
export type OutsideRun = Omit<CommandRun, 'services' | 'ctx'>;

/** As {@link Within}, but opens nothing and makes nothing: for a look with no more than the right to read. */
export type Outside = (work: (run: OutsideRun) => Promise<Answer>) => Promise<void>;

/** Adds commands to the program. One file for each; listed in commands.ts. */
export type AddCommands = (program: Command, within: Within, outside: Outside) => void;

/** The part of --help that tells how a command can end. */
export const EXIT_CODES = `\nExit codes:
  ${EXIT.done}    done
  ${EXIT.failed}    refused, or failed
  ${EXIT.usage}    not understood
  ${EXIT.unreachable}    the database cannot be reached
  ${EXIT.interrupted}  interrupted; what was committed stays`;

/** The part of the --help of a group that tells of the command it stands for by itself. */
export function standsFor(command: Command): () => string {
  return () => `\nBy itself it is "${command.name()}":\n\n${command.helpInformation()}`;
}

/** The part of --help that shows a command in use. */
export function examples(...lines: readonly (readonly [command: string, meaning: string])[]): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  return `\nExamples:\n${lines.map(([command, meaning]) => `  $ dossier ${command.padEnd(width)}  # ${meaning}`).join('\n')}`;
}
