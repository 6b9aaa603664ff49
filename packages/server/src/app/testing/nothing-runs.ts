import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../platform/database/database.ts';

/** Longer than any statement here takes. */
const SETTLED_MS = 10;

/** Waits until no statement follows another: what nobody waited for has ended. */
export async function nothingRuns(db: Database): Promise<void> {
  for (let count = -1; count !== db.statementCount();) {
    count = db.statementCount();
    await sleep(SETTLED_MS);
  }
}
