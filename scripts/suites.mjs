// Runs one suite of tests and counts what it said.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from './bootstrap.mjs';
import { onEnd, run } from './process.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, broken?: string[] }} Count broken: what failed, by name */

/**
 * The vitest suite of one package.
 * @param {{ files?: string[], env?: NodeJS.ProcessEnv }} options files: only test files whose path contains one of these
 * @returns {Promise<Count>}
 */
export function runVitest(toolchain, name, options) {
  const cwd = join(ROOT, 'packages', name);
  return vitestIn(toolchain, cwd, join(cwd, 'node_modules', 'vitest', 'vitest.mjs'), options);
}

/** The faults on the built product; `DOSSIER_FAULTS=all` in `env` tries every one. @returns {Promise<Count>} */
export function runFaults(toolchain, options) {
  return vitestIn(toolchain, join(ROOT, 'e2e', 'faults'), join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), options);
}

function vitestIn(toolchain, cwd, vitest, { files = [], env = {} } = {}) {
  return withReport(async (report) => {
    const args = [
      vitest,
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      '--passWithNoTests',
      ...files,
    ];
    const code = await run(toolchain.node, args, { cwd, env: { ...toolchain.env, ...env } });
    const result = readReport(report);
    if (!result) return { passed: 0, failed: 1, skipped: 0 };
    const brokenFiles = result.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    const failed = result.numFailedTests + brokenFiles;
    return {
      passed: result.numPassedTests,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: result.numPendingTests + result.numTodoTests,
      broken: result.testResults.filter((file) => file.status === 'failed').flatMap(brokenIn),
    };
  });
}

/** The journeys in a real browser. @returns {Promise<Count>} */
export function runJourneys(toolchain, browser) {
  const playwright = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
  return withReport(async (report) => {
    const code = await run(
      toolchain.node,
      [playwright, 'test', '--config', 'e2e/playwright.config.ts', '--pass-with-no-tests'],
      {
        cwd: ROOT,
        env: { ...toolchain.env, CHROMIUM: browser, DOSSIER_TEST_REPORT: report },
      },
    );
    const result = readReport(report);
    const stats = result?.stats;
    if (!stats) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    return {
      passed: stats.expected,
      failed: code !== 0 && stats.unexpected + stats.flaky === 0 ? 1 : stats.unexpected + stats.flaky,
      skipped: stats.skipped,
      broken: result.suites.flatMap(brokenSpecs),
    };
  });
}

/** What failed in one file of tests, each with the first line of why. */
function brokenIn({ name, message, assertionResults }) {
  const file = relative(ROOT, name);
  if (assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
  return assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`);
}

/** The same of the journeys, whose report nests suites. */
function brokenSpecs({ suites = [], specs = [] }) {
  const here = specs
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title, tests }) => {
      const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
      return `${file}: ${title}: ${firstLine(error?.message)}`;
    });
  return [...here, ...suites.flatMap(brokenSpecs)];
}

const firstLine = (text) =>
  stripVTControlCharacters(text ?? '')
    .split('\n', 1)[0]
    .slice(0, 300);

async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-report-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onEnd(remove);
  try {
    return await work(join(folder, 'report.json'));
  } finally {
    forget();
    remove();
  }
}

const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined);
