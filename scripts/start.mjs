// npm start: installs, builds what changed, and runs the server. Arguments go to the server: npm start -- --demo
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { make } from './make.mjs';
import { nodeFlags } from './node-flags.mjs';
import { become } from './process.mjs';

const toolchain = await bootstrap();
await make(toolchain, ['server', 'console']);
const main = join(ROOT, 'packages', 'server', 'dist', 'main.js');
await become(toolchain.node, [...nodeFlags, main, ...process.argv.slice(2)], {
  cwd: ROOT,
  env: { NODE_ENV: 'production', ...toolchain.env },
});
