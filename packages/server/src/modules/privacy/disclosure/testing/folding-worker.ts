/*
 * A process that folds the disclosure journal as fast as it can, killed at will, beside others that do the same.
 * Started as: node folding-worker.ts <database url>
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../../../platform/database/database-url.ts';
import { foldDisclosures } from '../fold-disclosures.ts';

const db = openDatabase(parseDatabaseUrl(process.argv[2] ?? ''));
process.send?.('running');
for (;;) {
  // The database is busy with the others, or on its way out.
  const folded = await foldDisclosures(db).catch(() => 0);
  await sleep(folded > 0 ? 1 : 10);
}
