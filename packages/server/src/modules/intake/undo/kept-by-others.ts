import type { Ctx } from '../../../platform/context/context.ts';
import { KEPT_STATUSES, type Customer, findCustomers } from '../../customer/index.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import type { ImportRecord } from '../run/import.repository.ts';

const MOST = 1_000;

/** Customers that an undone import told of and that stay, because others tell of them too. */
export async function keptByOthers(ctx: Ctx, record: ImportRecord, first: number): Promise<Customer[]> {
  if (first < 1 || first > MOST) throw failure('BAD_USER_INPUT', `first must be between 1 and ${MOST}`);
  if (record.state !== 'UNDONE') return [];
  const rows = await ctx.db.heavy
    .selectFrom('source_record')
    .innerJoin('customer', 'customer.id', 'source_record.customer_id')
    .select('customer.id as id')
    .distinct()
    .where('source_record.import_id', '=', record.id)
    .where('source_record.retracted', '=', 1)
    .where('customer.status', 'in', KEPT_STATUSES)
    .orderBy('customer.id')
    .limit(first)
    .execute();
  return await findCustomers(
    ctx,
    rows.map(({ id }) => id),
  );
}
