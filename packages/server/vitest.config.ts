import { defineConfig } from 'vitest/config';

// `DOSSIER_TEST_ENGINE` (sqlite, mariadb, mysql) and `DOSSIER_TEST_MYSQL_URL` choose the database of the run;
// test files see them as they were given. Legacy decorators are read from tsconfig.json.
export default defineConfig({
  resolve: {
    // Vite would give the tests graphql's .mjs copy while type-graphql loads the .js one; graphql refuses to run twice.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['src/**/*.test.ts'],
    env: { DOSSIER_TEST_ENGINE: process.env['DOSSIER_TEST_ENGINE'] ?? 'sqlite', NODE_ENV: 'test' },
    pool: 'forks',
    maxWorkers: 2,
    // Files share the modules of their process: reading them and building the schema for each anew takes half of the time.
    // What a test changes of its process it puts back.
    isolate: false,
    // A busy machine is no reason to fail.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
