// pnpm dossier <command>: the command line, built when its sources changed. Exit codes pass through.
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { make } from './make.mjs';
import { workFlags } from './node-flags.mjs';
import { become } from './process.mjs';

// What the command prints belongs to the caller (it may be JSON for a program); ours goes to the other stream.
console.log = console.error;

const toolchain = await bootstrap();
await make(toolchain, ['server']);
const cli = join(ROOT, 'packages', 'server', 'dist', 'cli.js');
// Files are named from where the person stands; the installation stays where it is.
const cwd = process.env.INIT_CWD ?? process.cwd();
const elsewhere = cwd === ROOT ? {} : { DOSSIER_DATA: join(ROOT, 'data') };
await become(toolchain.node, [...workFlags, cli, ...process.argv.slice(2)], {
  cwd,
  env: { NODE_ENV: 'production', ...elsewhere, ...toolchain.env },
});
