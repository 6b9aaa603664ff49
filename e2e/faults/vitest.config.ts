import { configDefaults, defineConfig } from 'vitest/config';
import { ALL } from './harness/extent.ts';

/** What takes more than seconds is tried when the faults are asked for by name. */
const SLOW = ['disk-full.test.ts', 'dirty-file.test.ts', 'database-away.test.ts'];

// The built product under faults: processes are killed, disks fill, the database goes away. One file after the other,
// because each needs the machine's whole attention. `DOSSIER_FAULTS=all` tries everything, without it the quick part.
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...(ALL ? [] : SLOW)],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
