import { sql, type SqlBool } from 'kysely';
import type { Trx } from '../../platform/database/tables.ts';

/** The columns that say whose a row is now, and for whom it was recorded. */
const OWNED = [
  { table: 'relationship', customer: 'from_customer_id', subject: 'from_subject_id' },
  { table: 'relationship', customer: 'to_customer_id', subject: 'to_subject_id' },
  { table: 'decision_chain', customer: 'customer_id', subject: 'subject_id' },
  { table: 'decision_member', customer: 'customer_id', subject: 'subject_id' },
] as const;

/**
 * Gives what is recorded between a customer and others for some subjects, every version of it, to another customer: when customers are
 * merged, and, the other way round, when they are taken apart. What then joins a customer with itself, or says the same twice, is
 * not shown while they are one. The caller has locked both.
 *
 * @returns how many rows went over
 */
export async function moveRelationshipsOfSubjects(
  trx: Trx,
  from: number,
  subjects: readonly number[],
  to: number,
): Promise<number> {
  if (subjects.length === 0) return 0;
  let moved = 0;
  for (const { table, customer, subject } of OWNED) {
    const { numUpdatedRows } = await trx
      .updateTable(table)
      .set({ [customer]: to })
      .where(sql<SqlBool>`${sql.ref(customer)} = ${from} and ${sql.ref(subject)} in (${sql.join(subjects)})`)
      .executeTakeFirst();
    moved += Number(numUpdatedRows);
  }
  return moved;
}
