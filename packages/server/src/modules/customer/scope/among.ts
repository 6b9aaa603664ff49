import type { Expression, SqlBool } from 'kysely';
import type { Queryable } from '../../../platform/database/tables.ts';

/** Which of these customers fulfil all conditions; an undefined one is fulfilled by all. One statement. */
export async function among(
  db: Queryable,
  customerIds: readonly number[],
  conditions: readonly (Expression<SqlBool> | undefined)[],
): Promise<ReadonlySet<number>> {
  if (customerIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.id', 'in', [...customerIds])
    .where((eb) => eb.and(conditions.filter((condition) => condition !== undefined)))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether a customer fulfils a condition; no statement without one. */
export async function isAmong(
  db: Queryable,
  customerId: number,
  condition: Expression<SqlBool> | undefined,
): Promise<boolean> {
  return condition === undefined || (await among(db, [customerId], [condition])).has(customerId);
}
