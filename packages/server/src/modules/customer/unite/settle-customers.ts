import type { Trx } from '../../../platform/database/tables.ts';
import { loadRules } from '../source/sources.ts';
import type { Seals } from '../sealed/seals.ts';
import { settleThreads } from '../undo/settle-threads.ts';
import { NO_RECORD } from '../write/child-rows.ts';
import { recompute } from '../write/recompute.ts';

/** What was got ahead of the transaction. */
export interface SettlingWith {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `KEYS_PER_RECOMPUTE` keys for each customer. */
  readonly nextId: () => number;
  readonly seals: Seals;
}

/**
 * Makes customers whose records changed hands show what their records say: which of them speak is decided again, and the values
 * are chosen anew. Returns those without any record.
 */
export async function settleCustomers(
  trx: Trx,
  customerIds: readonly number[],
  { at, nextId, seals }: SettlingWith,
): Promise<number[]> {
  await settleThreads(trx, customerIds, at, seals);
  await forgetRecordsOfOthers(trx, customerIds);
  const { bare } = await recompute(trx, customerIds, { rules: await loadRules(trx), at, nextId, seals });
  return bare;
}

/** Rows of lists name the record that said them first, which may be with another customer now: choosing names one anew. */
async function forgetRecordsOfOthers(trx: Trx, customerIds: readonly number[]): Promise<void> {
  for (const table of ['contact_point', 'address', 'identifier'] as const)
    await trx
      .updateTable(table)
      .set({ record_id: NO_RECORD })
      .where('customer_id', 'in', [...customerIds])
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('source_record')
              .select('source_record.id')
              .whereRef('source_record.customer_id', '=', `${table}.customer_id`)
              .whereRef('source_record.id', '=', `${table}.record_id`),
          ),
        ),
      )
      .execute();
}
