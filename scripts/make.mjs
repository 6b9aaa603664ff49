// Makes what runs from what is written: generated code, the console, the server. Each part only when its inputs changed.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { fingerprint, lastMade, remember } from './fingerprint.mjs';
import { generate } from './schema.mjs';
import { capture, fail } from './process.mjs';

const gql = 'packages/console/src/gql';
const documents = `${gql}/persisted-documents.json`;
const common = ['pnpm-lock.yaml', 'tsconfig.base.json', 'packages/shared/src', 'packages/shared/package.json'];

const parts = {
  server: {
    inputs: [
      ...common,
      'packages/server/src',
      'packages/server/package.json',
      'packages/server/tsconfig.json',
      'packages/server/vite.config.ts',
      'packages/server/vite.threads.config.ts',
      documents,
    ],
    configs: ['vite.config.ts', 'vite.threads.config.ts'],
    product: 'packages/server/dist/main.js',
  },
  console: {
    inputs: [
      ...common,
      'packages/console/src',
      'packages/console/public',
      'packages/console/index.html',
      'packages/console/package.json',
      'packages/console/tsconfig.json',
      'packages/console/vite.config.ts',
      'packages/console/vite-chunks.ts',
      'packages/console/vite-compressed.ts',
      'packages/console/vite-documents.ts',
      'packages/console/vite-element-styles.ts',
    ],
    configs: ['vite.config.ts'],
    product: 'packages/console/dist/index.html',
  },
};

const generateInputs = [
  'codegen.ts',
  'pnpm-lock.yaml',
  'packages/shared/src',
  'packages/server/src',
  'packages/console/src',
];

/**
 * Builds the named parts, each only when something that goes into it changed.
 * @param {string[]} names of `server` and `console`
 * @param {{ force?: boolean }} options force: build even when nothing changed
 */
export async function make(toolchain, names, { force = false } = {}) {
  const release = await lock();
  try {
    if (names.includes('console')) await regenerate(toolchain);
    const stale = names.filter((name) => force || isStale(name));
    const results = await Promise.all(stale.map((name) => build(toolchain, name)));
    const broken = results.find((result) => result.code !== 0);
    if (broken) fail(`${broken.output}\nBuilding the ${broken.name} failed; the reason stands above.`);
  } finally {
    release();
  }
}

function isStale(name) {
  const { inputs, product } = parts[name];
  return !existsSync(join(ROOT, product)) || lastMade(name) !== fingerprint(inputs);
}

async function build(toolchain, name) {
  const print = fingerprint(parts[name].inputs);
  const cwd = join(ROOT, 'packages', name);
  console.log(`Building the ${name} …`);
  const vite = join(cwd, 'node_modules', 'vite', 'bin', 'vite.js');
  let result;
  for (const config of parts[name].configs) {
    result = await capture(toolchain.node, [vite, 'build', '--logLevel', 'warn', '--config', config], {
      cwd,
      env: { ...toolchain.env, NODE_ENV: 'production' },
    });
    if (result.code !== 0) break;
  }
  if (result.code === 0) {
    if (name === 'server' && existsSync(join(ROOT, documents))) {
      copyFileSync(join(ROOT, documents), join(cwd, 'dist', 'persisted-documents.json'));
    }
    remember(name, print);
  }
  return { name, code: result.code, output: result.stdout + result.stderr };
}

// What is generated is committed, so a fresh clone has it already; later it follows the sources.
async function regenerate(toolchain) {
  const skip = /\.test\.ts$|^packages\/console\/src\/gql\//;
  const print = fingerprint(generateInputs, skip);
  const last = lastMade('generate');
  if (last === print) return;
  if (last === undefined && existsSync(join(ROOT, gql))) return remember('generate', print);
  console.log('Generating the schema and the console’s types …');
  const problem = await generate(toolchain, { allOrNothing: true });
  if (problem) console.error(`${problem}\nGoing on with the generated code as it is.`);
  else remember('generate', fingerprint(generateInputs, skip));
}

// Two commands at once (a start and an import, say) must not build into the same folder.
async function lock() {
  const folder = join(ROOT, '.cache', 'building');
  const owner = join(folder, 'pid');
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      const release = () => rmSync(folder, { recursive: true, force: true });
      process.once('exit', release);
      return release;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : 0;
      if (pid > 0 && !isAlive(pid)) rmSync(folder, { recursive: true, force: true });
      else await new Promise((done) => setTimeout(done, 200));
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
