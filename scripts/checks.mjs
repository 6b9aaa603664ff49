// Everything that is judged without running the product. Each check is one sentence that holds or does not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { capture } from './process.mjs';
import { drift, migrationDrift } from './schema.mjs';

const tool = (name, ...path) => join(ROOT, 'node_modules', name, ...path);
const tsc = tool('typescript', 'bin', 'tsc');
const vueTsc = join(ROOT, 'packages', 'console', 'node_modules', 'vue-tsc', 'bin', 'vue-tsc.js');
const prettier = [
  tool('prettier', 'bin', 'prettier.cjs'),
  '--check',
  '--log-level',
  'warn',
  '--cache',
  '--cache-location',
  '.cache/prettier',
  '.',
];
const cruise = [
  tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
  '--config',
  '.dependency-cruiser.cjs',
  ...sources(),
];

const checks = [
  { name: 'formatting', advice: 'prettier --write .', args: prettier },
  { name: 'generators of evaluation data', args: ['--test', 'generator/*.test.mjs'] },
  { name: 'tests of the scripts', args: ['--test', 'scripts/*.test.mjs'] },
  { name: 'lint', args: [tool('oxlint', 'bin', 'oxlint'), '--quiet'] },
  { name: 'types of shared', args: [tsc, '-p', 'packages/shared'] },
  { name: 'types of the server', args: [tsc, '-p', 'packages/server'] },
  { name: 'types of the console', args: [vueTsc, '-p', 'packages/console', '--noEmit'] },
  { name: 'types of the journeys', args: [tsc, '-p', 'e2e'] },
  { name: 'dependency rules', args: cruise },
  { name: 'migrations fit the entities', advice: 'pnpm generate', compare: migrationDrift },
  { name: 'schema.graphql and generated code fit the sources', advice: 'pnpm generate', compare: drift },
];

/** Runs all checks, two at a time, and prints a line for each. @returns {Promise<{ passed: number, failed: number }>} */
export async function runChecks(toolchain) {
  const waiting = [...checks];
  const count = { passed: 0, failed: 0 };
  const lane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const problem = await judge(toolchain, check);
      console.log(`${problem ? '✗' : '✓'} ${check.name}${problem ? `\n${problem}` : ''}`);
      if (problem && check.advice) console.log(`  To put it right: ${check.advice}`);
      count[problem ? 'failed' : 'passed'] += 1;
    }
  };
  await Promise.all([lane(), lane()]);
  return count;
}

async function judge(toolchain, { args, compare }) {
  if (compare) {
    const differing = await compare(toolchain);
    return differing.length > 0 ? `  differs: ${differing.join(', ')}` : undefined;
  }
  const { code, stdout, stderr } = await capture(toolchain.node, args, { cwd: ROOT, env: toolchain.env });
  return code === 0 ? undefined : `${stdout}${stderr}`.trimEnd();
}

function sources() {
  const folders = ['packages/shared/src', 'packages/server/src', 'packages/console/src', 'e2e'];
  return folders.filter((folder) => existsSync(join(ROOT, folder)));
}
