import type { Trx } from '../../platform/database/tables.ts';

/** Forgets that customers who are erased were ever merged, or had anything of others: operations of others stay. */
export async function forgetCustody(trx: Trx, customerIds: readonly number[]): Promise<void> {
  const ids = [...customerIds];
  await trx
    .deleteFrom('customer_custody')
    .where((eb) => eb.or([eb('customer_id', 'in', ids), eb('holder_id', 'in', ids)]))
    .execute();
  await trx
    .deleteFrom('custody_move')
    .where((eb) => eb.or([eb('from_customer', 'in', ids), eb('to_customer', 'in', ids)]))
    .execute();
  await trx.deleteFrom('custody_party').where('customer_id', 'in', ids).execute();
  const own = await trx.selectFrom('custody_operation').select('id').where('customer_id', 'in', ids).execute();
  const operations = [0, ...own.map(({ id }) => id)];
  await trx.deleteFrom('custody_party').where('operation_id', 'in', operations).execute();
  await trx.deleteFrom('custody_move').where('operation_id', 'in', operations).execute();
  await trx.deleteFrom('customer_custody').where('operation_id', 'in', operations).execute();
  await trx.deleteFrom('custody_operation').where('id', 'in', operations).execute();
}
