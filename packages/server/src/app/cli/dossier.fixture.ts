import { commands } from './commands.ts';
import { runCli } from './run-cli.ts';

/** What a command line came to. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs a command line in this process, on the installation in `folder` unless it names another. */
export async function runDossier(folder: string, args: readonly string[]): Promise<Ended> {
  let out = '';
  let error = '';
  const streams = { out: (text: string) => void (out += text), error: (text: string) => void (error += text) };
  const code = await runCli(args.includes('--data') ? [...args] : [...args, '--data', folder], commands, streams);
  return { code, out, error };
}
