import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM'] ?? browsers.find((file) => existsSync(file));

/** Two files of journeys run side by side: each journey starts the built product on a data folder and a port of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.journey.ts',
  outputDir: '../test-results',
  fullyParallel: false,
  workers: 2,
  forbidOnly: process.env['CI'] === 'true',
  // Far more than a journey needs, so that a busy machine is not a finding.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env['DOSSIER_TEST_REPORT']
    ? [['list'], ['json', { outputFile: process.env['DOSSIER_TEST_REPORT'] }]]
    : 'list',
  use: {
    actionTimeout: 20_000,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    launchOptions: executablePath ? { executablePath } : {},
  },
});
