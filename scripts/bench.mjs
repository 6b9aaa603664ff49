// pnpm bench: measures Dossier beside a bare floor; see docs/performance.md. Brings a database server of its own.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { make } from './make.mjs';
import { findProgram, startPrivateDatabase } from './private-database.mjs';
import { run } from './process.mjs';

const toolchain = await bootstrap();
await make(toolchain, ['server']);
const args = process.argv.slice(2);
const engine = args.find((arg) => arg.startsWith('--engine='))?.slice('--engine='.length) ?? '';
const wanted = args.includes('--engine') ? args[args.indexOf('--engine') + 1] : engine;
const server = await openServer(wanted);
const bench = join(ROOT, 'packages', 'server', 'bench', 'main.ts');
const code = await run(
  toolchain.node,
  ['--disable-warning=ExperimentalWarning', '--import', '@oxc-node/core/register', bench, ...server.args, ...args],
  { cwd: join(ROOT, 'packages', 'server'), env: toolchain.env },
);
await server.stop();
process.exit(code);

async function openServer(engines) {
  const none = { args: [], stop: async () => {} };
  if (engines && !engines.includes('mysql')) return none;
  const given = process.env.DOSSIER_BENCH_MYSQL_URL;
  if (given) return { ...none, args: ['--mysql-url', given] };
  const own = join(ROOT, '.cache', 'mysql', 'mysqld');
  const program = existsSync(own) ? own : findProgram('mariadbd', 'mysqld');
  if (!program) {
    console.log('No MySQL or MariaDB was found: only SQLite is measured. scripts/mysql.sh brings one.');
    return { ...none, args: ['--engine', 'sqlite'] };
  }
  const database = await startPrivateDatabase(program, { durable: true });
  console.log(`measured on ${database.version}`);
  return { args: ['--mysql-url', database.url, '--database-pid', String(database.pid)], stop: database.stop };
}
