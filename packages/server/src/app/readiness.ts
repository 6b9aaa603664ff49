import { statfs } from 'node:fs/promises';
import { auditWarnings } from '../modules/audit/index.ts';
import type { Services } from '../platform/context/context.ts';

const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/** Why a process should get no requests now: it stops, the database is away, or the disk is full. */
export function createReadiness(services: Services): {
  readonly notReady: () => Promise<string | undefined>;
  /** What an operator should look after although requests are answered. */
  readonly warnings: () => Promise<readonly string[]>;
  readonly stop: () => void;
} {
  let stopping = false;
  return {
    stop: () => {
      stopping = true;
    },
    warnings: async () => {
      try {
        return await auditWarnings(services.db.read, services.now());
      } catch {
        return [];
      }
    },
    notReady: async () => {
      if (stopping) return 'stopping';
      try {
        await services.db.read.selectFrom('setting').select('name').limit(1).execute();
      } catch {
        return 'the database cannot be reached';
      }
      const disk = await statfs(services.dataFolder);
      return disk.bavail * disk.bsize < LEAST_FREE_BYTES ? 'the disk is full' : undefined;
    },
  };
}
