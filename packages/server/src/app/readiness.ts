import { statfs } from 'node:fs/promises';
import type { Services } from '../platform/context/context.ts';

const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/** Why a process should get no requests now: it stops, the database is away, or the disk is full. */
export function createReadiness(services: Services): {
  readonly notReady: () => Promise<string | undefined>;
  readonly stop: () => void;
} {
  let stopping = false;
  return {
    stop: () => {
      stopping = true;
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
