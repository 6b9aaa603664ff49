import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './vitest.sequencer.ts';

// `DOSSIER_TEST_ENGINE` (sqlite, mariadb, mysql) and `DOSSIER_TEST_MYSQL_URL` choose the database of the run;
// test files see them as they were given. Legacy decorators are read from tsconfig.json.
export default defineConfig({
  resolve: {
    // Vite would give the tests graphql's .mjs copy while type-graphql loads the .js one; graphql refuses to run twice.
    alias: [
      { find: /^graphql$/, replacement: 'graphql/index.js' },
      {
        find: /^.*\/process\/entry-url\.ts$/,
        replacement: join(import.meta.dirname, 'src/platform/testing/built-entry-url.ts'),
      },
    ],
  },
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['vitest.setup.mjs'],
    env: { DOSSIER_TEST_ENGINE: process.env['DOSSIER_TEST_ENGINE'] ?? 'sqlite', NODE_ENV: 'test' },
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Files share the modules of their process: reading them and building the schema for each anew takes half of the time.
    // What a test changes of its process it puts back.
    isolate: false,
    // A busy machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
