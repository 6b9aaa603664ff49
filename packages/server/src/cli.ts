import { commands } from './app/cli/commands.ts';
import { runCli } from './app/cli/run-cli.ts';
import { keepFilesPrivate } from './platform/process/private-files.ts';

keepFilesPrivate();
// Whoever reads may stop before the end, as `head` does: what was asked for is done all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.exitCode = await runCli(process.argv.slice(2), commands, {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
});
