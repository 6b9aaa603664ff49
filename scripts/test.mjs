// npm test: checks, then the suites on SQLite, on a MySQL-family server, of the console, a few faults on the built
// product, and the journeys in a browser.
// npm test -- shared mysql        only these parts: check, shared, sqlite, mysql, console, faults, journeys
// npm test -- faults              the built product killed, starved and cut off: every fault (about 20 minutes an engine)
// npm test -- mysql --files=jobs  of the server's suites only test files whose path contains "jobs"
// DOSSIER_TEST_MYSQL_URL          a server to use instead of a private one; its user may create databases
// DOSSIER_TEST_ENGINE             sqlite: no second engine; mariadb: only that; mysql: a real MySQL 9 from scripts/mysql.sh
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, ROOT } from './bootstrap.mjs';
import { runChecks } from './checks.mjs';
import { make } from './make.mjs';
import { makeMemoryFolder } from './memory-folder.mjs';
import { findProgram, startPrivateDatabase } from './private-database.mjs';
import { capture, fail } from './process.mjs';
import { runFaults, runJourneys, runVitest } from './suites.mjs';

const args = process.argv.slice(2);
const files = args.filter((arg) => arg.startsWith('--files=')).map((arg) => arg.slice('--files='.length));
const wanted = args.filter((arg) => !arg.startsWith('--'));
const engine = process.env.DOSSIER_TEST_ENGINE;
const toolchain = await bootstrap();
delete toolchain.env.DOSSIER_TEST_MYSQL_URL;
// Faults are tried on the disk, as in earnest; all else writes into memory where there is room.
const disk = { TMPDIR: tmpdir() };
process.env.TMPDIR ??= makeMemoryFolder() ?? disk.TMPDIR;
toolchain.env.TMPDIR = process.env.TMPDIR;

const parts = [
  { key: 'check', title: 'checks', work: () => runChecks(toolchain) },
  { key: 'shared', title: 'shared', work: () => runVitest(toolchain, 'shared') },
  { key: 'sqlite', title: 'server on SQLite', work: () => runServer('sqlite') },
  { key: 'mysql', title: 'server on the MySQL family', work: onServer },
  { key: 'console', title: 'console', work: () => runVitest(toolchain, 'console') },
  { key: 'faults', title: 'faults', work: underFaults },
  { key: 'journeys', title: 'journeys', work: inBrowser },
].filter(({ key }) => (wanted.length === 0 ? isDefault(key) : wanted.includes(key)));

function isDefault(key) {
  return !(key === 'mysql' && engine === 'sqlite');
}

const unknown = wanted.filter((key) => !parts.some((part) => part.key === key));
if (unknown.length > 0)
  fail(
    `There is no part called ${unknown.join(', ')}. Parts: check, shared, sqlite, mysql, console, faults, journeys.`,
  );

const lines = [];
const notRun = [];
const broken = [];
const total = { passed: 0, failed: 0 };
for (const { title, work } of parts) {
  console.log(`\n── ${title} ──`);
  const began = Date.now();
  const count = await work();
  const minutes = ((Date.now() - began) / 60_000).toFixed(1);
  const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
  total.passed += count.passed;
  total.failed += count.failed;
  broken.push(...(count.broken ?? []));
  const verdict = count.absent ? 'not run' : `${count.passed} passed, ${count.failed} failed${skipped}`;
  lines.push(`${(count.title ?? title).padEnd(34)} ${minutes.padStart(5)} min   ${verdict}`);
}

console.log(`\n${lines.join('\n')}`);
for (const sentence of notRun) console.log(sentence);
for (const test of broken) console.log(`failed: ${test}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);

function runServer(name, url) {
  const env = { DOSSIER_TEST_ENGINE: name, ...(url && { DOSSIER_TEST_MYSQL_URL: url }) };
  return runVitest(toolchain, 'server', { files, env });
}

async function onServer() {
  const given = process.env.DOSSIER_TEST_MYSQL_URL;
  if (given) {
    const count = await runServer(given.startsWith('mariadb') ? 'mariadb' : 'mysql', given);
    return { ...count, title: 'server on DOSSIER_TEST_MYSQL_URL' };
  }
  const program = await serverProgram();
  if (!program) {
    return absent(
      'The suites were not run on a MySQL-family server: none was found on this machine. To have them: apt-get install mariadb-server, or name a server in DOSSIER_TEST_MYSQL_URL=mysql://user:password@host:port/, or DOSSIER_TEST_ENGINE=mysql to download MySQL 9 for the tests.',
    );
  }
  const database = await startPrivateDatabase(program).catch((error) => error);
  if (database instanceof Error) {
    console.log(database.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  console.log(database.version);
  const name = database.url.startsWith('mariadb') ? 'mariadb' : 'mysql';
  try {
    return { ...(await runServer(name, database.url)), title: `server on ${name === 'mariadb' ? 'MariaDB' : 'MySQL'}` };
  } finally {
    await database.stop();
  }
}

// The built product: killed, starved and cut off. Asked for by name, everything is tried, on SQLite or the engine that was
// chosen; otherwise what takes seconds, on SQLite, and the kills on a server too where there is one.
async function underFaults() {
  await make(toolchain, ['server']);
  if (wanted.includes('faults')) {
    const env = { ...disk, DOSSIER_FAULTS: 'all' };
    return !engine || engine === 'sqlite' ? runFaults(toolchain, { files, env }) : faultsOnServer({ files, env });
  }
  const env = { ...disk, DOSSIER_FAULTS: 'quick' };
  const embedded = await runFaults(toolchain, { files, env });
  if (engine === 'sqlite') return embedded;
  // Imports are killed there by the suites.
  const server = await faultsOnServer({ files: ['kill-merges'], env });
  return {
    passed: embedded.passed + server.passed,
    failed: embedded.failed + server.failed,
    skipped: embedded.skipped + server.skipped,
    broken: [...(embedded.broken ?? []), ...(server.broken ?? [])],
  };
}

async function faultsOnServer({ files, env }) {
  const on = (url) => runFaults(toolchain, { files, env: { ...env, DOSSIER_TEST_MYSQL_URL: url } });
  const given = process.env.DOSSIER_TEST_MYSQL_URL;
  if (given) return on(given);
  const program = await serverProgram();
  if (!program) return absent('The faults were not tried on a MySQL-family server: none was found on this machine.');
  const database = await startPrivateDatabase(program);
  try {
    return await on(database.url);
  } finally {
    await database.stop();
  }
}

async function serverProgram() {
  if (engine === 'mariadb') return findProgram('mariadbd');
  if (engine !== 'mysql') return findProgram('mariadbd', 'mysqld');
  const brought = await capture('bash', [join(ROOT, 'scripts', 'mysql.sh')]);
  process.stdout.write(brought.stderr);
  return brought.code === 0 ? brought.stdout.trim() : undefined;
}

async function inBrowser() {
  const given = process.env.CHROMIUM;
  const browser = given ?? findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (!browser || !existsSync(browser)) {
    return absent(
      'The journeys were not run: no Chromium was found on this machine. To have them: apt-get install chromium fonts-noto-cjk, or name one in CHROMIUM=/path/to/chromium.',
    );
  }
  await make(toolchain, ['server', 'console']);
  return runJourneys(toolchain, browser);
}

// On a person's machine what is missing is said; where the verdict counts for others it is a failure.
function absent(sentence) {
  notRun.push(sentence);
  return { passed: 0, failed: process.env.CI === 'true' ? 1 : 0, skipped: 0, absent: true };
}
