import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { CURRENT_COLUMNS, toCurrentRow } from './consent-rows.ts';
import type { StandingEntry } from './fold-consents.ts';

/**
 * Holds rows of what stands against other writers until the transaction ends, whether they were there or not: where a key has
 * no row, the entry becomes it; where it has one, that stays as it is. Each key once.
 */
export async function holdKeys(trx: Trx, entries: readonly StandingEntry[]): Promise<void> {
  // In one order everywhere, so that two writers never wait for each other.
  const ordered = entries.toSorted(
    (a, b) =>
      a.customerId - b.customerId ||
      (a.purpose < b.purpose ? -1 : Number(a.purpose > b.purpose)) ||
      a.recipientId - b.recipientId,
  );
  await bulkInsert(trx, 'consent_current', CURRENT_COLUMNS, ordered.map(toCurrentRow), { onConflict: 'skip' });
}
