import type { Trx } from '../../platform/database/tables.ts';

/**
 * Removes what is recorded between a customer that is erased and others, every version of it, and the decision chains at it. What a
 * relationship says is said of both its ends, so nothing of it is left at the other.
 */
export async function forgetRelationships(trx: Trx, customerId: number): Promise<void> {
  await trx.deleteFrom('relationship').where('from_customer_id', '=', customerId).execute();
  await trx.deleteFrom('relationship').where('to_customer_id', '=', customerId).execute();
  const chains = trx.selectFrom('decision_chain').select('id').where('customer_id', '=', customerId);
  await trx.deleteFrom('decision_member').where('chain_id', 'in', chains).execute();
  await trx.deleteFrom('decision_member').where('customer_id', '=', customerId).execute();
  await trx.deleteFrom('decision_chain').where('customer_id', '=', customerId).execute();
}
