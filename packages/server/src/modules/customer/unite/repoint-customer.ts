import type { Queryable, Tables, Trx } from '../../../platform/database/tables.ts';

/** Tables whose rows say for whom they were collected, and go with them. */
const FOLLOWING = ['source_record', 'customer_share', 'support_case'] as const satisfies readonly (keyof Tables)[];

/** Whose things go from one customer to another. */
export interface Repointing {
  readonly from: number;
  readonly to: number;
  /** For whom they were collected. */
  readonly subjects: readonly number[];
}

/**
 * Gives what a customer has for some subjects to another: records, shares and cases. Nothing is sealed anew, and nothing shown
 * is computed: `settleCustomers` does that.
 *
 * @returns how many source records went along
 */
export async function repointCustomer(trx: Trx, { from, to, subjects }: Repointing): Promise<number> {
  let records = 0;
  for (const table of FOLLOWING) {
    const { numUpdatedRows } = await trx
      .updateTable(table)
      .set({ customer_id: to })
      .where('customer_id', '=', from)
      .where('subject_id', 'in', [...subjects])
      .executeTakeFirst();
    if (table === 'source_record') records = Number(numUpdatedRows);
  }
  return records;
}

/** How many source records {@link repointCustomer} would give. */
export async function countRecords(db: Queryable, { from, subjects }: Repointing): Promise<number> {
  const { n } = await db
    .selectFrom('source_record')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('customer_id', '=', from)
    .where('subject_id', 'in', [...subjects])
    .executeTakeFirstOrThrow();
  return Number(n);
}
