import { commands } from './app/cli/commands.ts';
import { runCli } from './app/cli/run-cli.ts';
import { keepFilesPrivate } from './platform/process/private-files.ts';

keepFilesPrivate();
process.exitCode = await runCli(process.argv.slice(2), commands, {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});
