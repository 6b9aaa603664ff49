// What every command needs before it can work: the packages, and a Node new enough. The commands themselves run on
// any Node from 20 and start everything else with the Node found here.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, finish, start, stop } from './process.mjs';

const PNPM = 'pnpm@12.21.0';
const NODE = [24, 11];
// npx answers from its cache when it can, and does not wait a minute to say that there is no network.
const NPX = [
  '-y',
  '--prefer-offline',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=3000',
];
const NETWORK_PATIENCE_MS = 60_000;
const NO_NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|dns error|error sending request/i;

/** How this repository's pnpm is run: what comes before its arguments. */
export const PNPM_COMMAND = ['npx', ...NPX, PNPM];

/** The repository's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const installStamp = join(ROOT, 'node_modules', '.dossier-install');

/**
 * Installs what the lockfile says unless that has been done, and finds a Node of at least version 24.
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} the path of that Node, and an environment whose PATH begins with it
 */
export async function bootstrap() {
  if (olderThan(process.versions.node, [20])) {
    fail(`Dossier's commands need Node 20 or newer; this is ${process.version}. Install a newer Node and try again.`);
  }
  const wanted = installInputs();
  if (!existsSync(installStamp) || readFileSync(installStamp, 'utf8') !== wanted) {
    await install();
    writeFileSync(installStamp, wanted);
  }
  const node = findNode();
  const path = [dirname(node), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { node, env: { ...process.env, PATH: path, NODE_COMPILE_CACHE: join(ROOT, '.cache', 'compiled') } };
}

function installInputs() {
  const packages = readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/package.json`);
  const patches = existsSync(join(ROOT, 'patches'))
    ? readdirSync(join(ROOT, 'patches')).map((name) => `patches/${name}`)
    : [];
  const files = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.pnpmfile.mjs', ...packages, ...patches];
  const hash = createHash('sha256');
  for (const file of files.filter((name) => existsSync(join(ROOT, name))).toSorted()) {
    hash.update(file).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

async function install() {
  console.log('Installing packages …');
  const verbose = process.env.CI || process.env.DOSSIER_VERBOSE;
  let output = '';
  let patience;
  // CI=true keeps pnpm from asking questions; a lockfile that does not fit is an error, never rewritten.
  const child = start('npx', [...NPX, PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'], {
    cwd: ROOT,
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  // pnpm tries each of hundreds of packages again before it gives up; without any progress we do not wait for that.
  const waitForProgress = (seen) =>
    setTimeout(() => {
      const now = progressIn(output);
      if (now === seen) return void stop(child);
      patience = waitForProgress(now);
    }, NETWORK_PATIENCE_MS);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => {
      output += bytes;
      if (verbose) process.stdout.write(bytes);
      if (patience || !NO_NETWORK.test(bytes)) return;
      console.log('The package registry does not answer; trying again for a minute …');
      patience = waitForProgress(progressIn(output));
    });
  }
  const code = await finish(child);
  clearTimeout(patience);
  if (code === 0) return;
  if (!verbose) process.stderr.write(output.slice(-4000));
  if (NO_NETWORK.test(output)) {
    fail(
      'The packages could not be downloaded: the package registry cannot be reached. Check the network or the proxy settings of npm, then run the same command again.',
    );
  }
  if (/OUTDATED_LOCKFILE|frozen-lockfile/i.test(output)) {
    fail(`pnpm-lock.yaml does not fit the package.json files. Run "npx ${PNPM} install" and commit the lockfile.`);
  }
  fail('The packages could not be installed; what pnpm said stands above.');
}

const progressIn = (output) => output.match(/downloaded \d+/g)?.at(-1);

function findNode() {
  if (!olderThan(process.versions.node, NODE)) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  try {
    const brought = join(
      dirname(createRequire(join(ROOT, 'package.json')).resolve(`${name}/package.json`)),
      'bin',
      'node',
    );
    if (existsSync(brought)) return brought;
  } catch {
    // Not installed: no such package for this system.
  }
  return fail(
    `Dossier runs on Node ${NODE.join('.')} or newer; this is ${process.version}, and no newer one can be brought along for ${process.platform} ${process.arch}. Install Node 24 and try again.`,
  );
}

function olderThan(version, wanted) {
  const have = version.split('.').map(Number);
  for (const [place, number] of wanted.entries()) {
    if (have[place] !== number) return have[place] < number;
  }
  return false;
}
