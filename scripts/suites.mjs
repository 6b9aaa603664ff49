// Runs one suite of tests and counts what it said.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { onEnd, run } from './process.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

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
    const stats = readReport(report)?.stats;
    if (!stats) return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    return {
      passed: stats.expected,
      failed: code !== 0 && stats.unexpected + stats.flaky === 0 ? 1 : stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    };
  });
}

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
