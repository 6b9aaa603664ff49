// The migrations, schema.graphql and the console's typed operations: written from the sources, and compared with them.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { capture } from './process.mjs';

const printer = 'packages/server/src/app/print-schema.ts';
const migrationsWriter = 'packages/server/src/app/write-initial-migration.ts';
const migrationsFolder = 'packages/server/src/app/migrations';
const cache = join(ROOT, '.cache');
const schemaFile = join(ROOT, 'schema.graphql');
const gqlFolder = join(ROOT, 'packages', 'console', 'src', 'gql');

/** Runs a TypeScript file of the server. */
export const runSource = (toolchain, file, args = [], options = {}) =>
  capture(toolchain.node, ['--import', '@oxc-node/core/register', file, ...args], {
    cwd: join(ROOT, 'packages', 'server'),
    ...options,
    env: { ...toolchain.env, ...options.env },
  });

/**
 * Writes schema.graphql and packages/console/src/gql.
 * @param {{ allOrNothing?: boolean }} options allOrNothing: when the console's operations do not fit the schema, nothing is written;
 *   otherwise the schema is, so that the operations can be put right
 * @returns {Promise<string | undefined>} what went wrong
 */
export async function generate(toolchain, { allOrNothing = false } = {}) {
  const schema = await printSchema(toolchain);
  if (schema.problem) return schema.problem;
  if (!allOrNothing) writeIfChanged(schemaFile, schema.text);
  const problem = await typeOperations(toolchain, gqlFolder, schema.text);
  if (!problem) writeIfChanged(schemaFile, schema.text);
  return problem;
}

/** Generates anew, beside the committed files, and names those that differ. @returns {Promise<string[]>} */
export async function drift(toolchain) {
  const schema = await printSchema(toolchain);
  if (schema.problem) return [schema.problem];
  const committed = existsSync(schemaFile) ? readFileSync(schemaFile, 'utf8') : '';
  if (committed !== schema.text) return ['schema.graphql'];
  const folder = temporaryFolder();
  try {
    const problem = await typeOperations(toolchain, folder, schema.text);
    if (problem) return [problem];
    const names = new Set([...filesOf(folder), ...filesOf(gqlFolder)]);
    return [...names]
      .filter((name) => read(folder, name) !== read(gqlFolder, name))
      .map((name) => `packages/console/src/gql/${name}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the first migrations from the entities. @returns {Promise<string | undefined>} what went wrong */
export async function writeMigrations(toolchain, folder = join(ROOT, migrationsFolder)) {
  const result = await runSource(toolchain, join(ROOT, migrationsWriter), [folder]);
  if (result.code !== 0)
    return `${result.stdout}${result.stderr}\n${migrationsWriter} failed; the reason stands above.`;
}

/** Writes the first migrations anew, beside the committed ones, and names those that differ. @returns {Promise<string[]>} */
export async function migrationDrift(toolchain) {
  const folder = temporaryFolder();
  try {
    const problem = await writeMigrations(toolchain, folder);
    if (problem) return [problem];
    const files = readdirSync(folder).flatMap((engine) =>
      filesOf(join(folder, engine)).map((name) => `${engine}/${name}`),
    );
    return files
      .filter((name) => read(folder, name) !== read(join(ROOT, migrationsFolder), name))
      .map((name) => `${migrationsFolder}/${name}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function temporaryFolder() {
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'generated-'));
}

async function printSchema(toolchain) {
  const { code, stdout, stderr } = await runSource(toolchain, join(ROOT, printer));
  if (code !== 0) return { problem: `${stdout}${stderr}\n${printer} failed; the reason stands above.` };
  return { text: `${stdout.trim()}\n` };
}

// Into a folder of its own first: files that are the same keep their dates, so that nothing reloads for nothing.
async function typeOperations(toolchain, target, schema) {
  const inputs = temporaryFolder();
  const folder = temporaryFolder();
  writeFileSync(join(inputs, 'schema.graphql'), schema);
  const codegen = join(ROOT, 'node_modules', '@graphql-codegen', 'cli', 'cjs', 'bin.js');
  const result = await capture(toolchain.node, [codegen, '--config', join(ROOT, 'codegen.ts'), '--silent'], {
    cwd: ROOT,
    env: {
      ...toolchain.env,
      DOSSIER_CODEGEN_OUT: `${folder}/`,
      DOSSIER_CODEGEN_SCHEMA: join(inputs, 'schema.graphql'),
    },
  });
  try {
    if (result.code !== 0)
      return `${result.stdout}${result.stderr}\nTyping the console's operations failed; the reason stands above.`;
    cpSync(folder, target, { recursive: true });
    for (const name of filesOf(target)) if (!existsSync(join(folder, name))) rmSync(join(target, name));
    return undefined;
  } finally {
    for (const made of [inputs, folder]) rmSync(made, { recursive: true, force: true });
  }
}

const filesOf = (folder) => (existsSync(folder) ? readdirSync(folder) : []);
const read = (folder, name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined);

function writeIfChanged(file, text) {
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
