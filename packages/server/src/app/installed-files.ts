import { join } from 'node:path';

// The bundle lies in packages/server/dist, the sources in packages/server/src/app.
const isBuilt = import.meta.url.endsWith('.js');
const packages = join(import.meta.dirname, ...(isBuilt ? ['..', '..'] : ['..', '..', '..']));

/** Where `pnpm build` puts the console. */
export const consoleFolder = join(packages, 'console', 'dist');

/** The console's documents: copied beside the bundle, so that both are of one build. */
export const persistedDocumentsFile = isBuilt
  ? join(import.meta.dirname, 'persisted-documents.json')
  : join(packages, 'console', 'src', 'gql', 'persisted-documents.json');

/** The worker's program: beside the bundle, or in the sources' folder. */
export const workerProgram = new URL(isBuilt ? './worker.js' : '../worker.ts', import.meta.url);
