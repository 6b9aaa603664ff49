// A MariaDB or MySQL server of our own: on a temporary folder and a free port, gone when the tests are over.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { capture, onEnd, stop } from './process.mjs';

const folders = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
  '/usr/libexec',
  '/usr/local/mysql/bin',
  '/opt/homebrew/bin',
];

/** The path of the first of these programs on this machine, or undefined. */
export function findProgram(...names) {
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

// Nothing here has to survive a crash, so nothing waits for the disk.
const quick = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--sync-binlog=0',
  '--innodb-buffer-pool-size=256M',
  '--performance-schema=OFF',
  '--max-connections=400',
];

// What a server in earnest does: every commit is on the disk before it is answered.
const durable = [
  '--innodb-flush-log-at-trx-commit=1',
  '--innodb-doublewrite=1',
  '--innodb-buffer-pool-size=2G',
  '--performance-schema=OFF',
  '--max-connections=400',
  '--max-allowed-packet=64M',
];

/**
 * Starts a server from the given program (found on the machine, or the launcher written by scripts/mysql.sh).
 * `durable`: with the durability of a server in earnest, for measuring; otherwise quick, for tests.
 * @returns {Promise<{ url: string, version: string, pid: number, stop: () => Promise<void> }>} `url` as DOSSIER_TEST_MYSQL_URL wants it, root without a password
 */
export async function startPrivateDatabase(program, options = {}) {
  const { stdout: version } = await capture(program, ['--version']);
  const isMariaDb = /mariadb/i.test(version);
  const folder = mkdtempSync(join(tmpdir(), 'dossier-db-'));
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const common = ['--no-defaults', `--user=${userInfo().username}`, `--datadir=${data}`];
  const remove = () => rmSync(folder, { recursive: true, force: true });

  const made = isMariaDb
    ? await installMariaDb(program, common)
    : await capture(program, [...common, '--initialize-insecure']);
  if (made.code !== 0) {
    remove();
    throw new Error(`${program} could not make its data folder:\n${made.stdout}${made.stderr}`);
  }

  const port = await freePort();
  const own = isMariaDb ? [] : ['--disable-log-bin', '--mysqlx=OFF', '--secure-file-priv=NULL'];
  const places = [
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${folder}/s`,
    `--pid-file=${folder}/pid`,
    `--log-error=${log}`,
  ];
  const server = spawn(program, [...common, ...places, ...(options.durable ? durable : quick), ...own], {
    stdio: 'ignore',
    detached: true,
  });
  const end = async () => {
    forget();
    await stop(server);
    remove();
  };
  const forget = onEnd(end);
  if (!(await isReady(port, server))) {
    const reason = existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n') : 'it left no log';
    await end();
    throw new Error(`${program} did not start:\n${reason}`);
  }
  return {
    url: `${isMariaDb ? 'mariadb' : 'mysql'}://root@127.0.0.1:${port}/`,
    version: version.trim(),
    pid: server.pid,
    stop: end,
  };
}

function installMariaDb(program, common) {
  const installer =
    findProgram('mariadb-install-db', 'mysql_install_db') ?? join(dirname(program), 'mariadb-install-db');
  return capture(installer, [...common, '--auth-root-authentication-method=normal', '--skip-test-db']);
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

// The server greets whoever connects as soon as it takes statements.
async function isReady(port, server) {
  for (const until = Date.now() + 60_000; Date.now() < until;) {
    if (server.exitCode !== null || server.signalCode !== null) return false;
    if (await greets(port)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}

function greets(port) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (value) => {
      socket.destroy();
      done(value);
    };
    socket.setTimeout(1000, () => answer(false));
    socket
      .once('data', () => answer(true))
      .once('error', () => answer(false))
      .once('close', () => answer(false));
  });
}
