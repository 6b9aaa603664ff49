// pnpm dev: the server, started again on every change, and the console with hot reload in front of it.
// PORT is the console's (5173); the server listens on DOSSIER_DEV_PORT (4001). Arguments go to the server (--demo).
import { watch } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { isStopping, start, stop } from './process.mjs';

const toolchain = await bootstrap();
const port = process.env.PORT ?? '5173';
const serverPort = process.env.DOSSIER_DEV_PORT ?? '4001';
const origin = `http://127.0.0.1:${port}`;

const startServer = () =>
  start(
    toolchain.node,
    [
      '--enable-source-maps',
      '--import',
      '@oxc-node/core/register',
      'packages/server/src/main.ts',
      ...process.argv.slice(2),
    ],
    {
      cwd: ROOT,
      env: {
        ...toolchain.env,
        DOSSIER_MODE: 'development',
        PORT: serverPort,
        PUBLIC_URL: origin,
        OXC_TSCONFIG_PATH: join(ROOT, 'packages', 'server', 'tsconfig.json'),
      },
    },
  );

let server = startServer();
start(toolchain.node, ['node_modules/vite/bin/vite.js', '--host', '127.0.0.1', '--port', port, '--strictPort'], {
  cwd: join(ROOT, 'packages', 'console'),
  env: { ...toolchain.env, DOSSIER_DEV_SERVER: `http://127.0.0.1:${serverPort}` },
}).once('exit', (code) => isStopping() || process.exit(code ?? 1));

let timer;
let restarting = Promise.resolve();
const changed = (_event, file) => {
  if (!file?.endsWith('.ts') || file.endsWith('.test.ts')) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    restarting = restarting.then(async () => {
      console.log(`${file} changed: starting the server again`);
      await stop(server);
      if (!isStopping()) server = startServer();
    });
  }, 150);
};
for (const name of ['server', 'shared']) watch(join(ROOT, 'packages', name, 'src'), { recursive: true }, changed);
