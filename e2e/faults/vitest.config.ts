import { defineConfig } from 'vitest/config';

// The built product under faults: processes are killed, disks fill, the database goes away. One file after the other,
// because each needs the machine's whole attention. `DOSSIER_FAULTS=all` tries everything, without it the quick part.
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
