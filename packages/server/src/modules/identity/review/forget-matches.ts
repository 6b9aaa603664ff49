import type { Trx } from '../../../platform/database/tables.ts';

const TABLES = ['match_pair', 'match_decision'] as const;

/** Removes everything that recognition knows of customers who are erased: pairs and groups they are in, and what was decided about them. */
export async function forgetMatches(trx: Trx, customerIds: readonly number[]): Promise<void> {
  await trx
    .deleteFrom('match_member')
    .where('customer_id', 'in', [...customerIds])
    .execute();
  for (const table of TABLES) {
    for (const end of ['customer_id', 'other_id'] as const) {
      await trx
        .deleteFrom(table)
        .where(end, 'in', [...customerIds])
        .execute();
    }
  }
}
