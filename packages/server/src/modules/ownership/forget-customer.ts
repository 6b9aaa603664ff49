import type { Trx } from '../../platform/database/tables.ts';

/** Removes who claimed and who looked for a customer that is erased. */
export async function forgetDealings(trx: Trx, customerId: number): Promise<void> {
  await trx.deleteFrom('customer_claim').where('customer_id', '=', customerId).execute();
  await trx.deleteFrom('look_up').where('customer_id', '=', customerId).execute();
}
