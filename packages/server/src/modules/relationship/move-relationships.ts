import { type Expression, sql, type SqlBool } from 'kysely';
import type { Trx } from '../../platform/database/tables.ts';

/** The columns that say whose a row is now, and for whom it was recorded. */
const OWNED = [
  { table: 'relationship', customer: 'from_customer_id', subject: 'from_subject_id' },
  { table: 'relationship', customer: 'to_customer_id', subject: 'to_subject_id' },
  { table: 'decision_chain', customer: 'customer_id', subject: 'subject_id' },
  { table: 'decision_member', customer: 'customer_id', subject: 'subject_id' },
] as const;

/**
 * Gives what is recorded between customers, every version of it, to the customer they are merged into; the caller has locked them all.
 * What then joins the customer with itself, or says the same twice, is not shown while they are one.
 *
 * @returns how many rows went over
 */
export async function moveRelationships(trx: Trx, fromIds: readonly number[], toId: number): Promise<number> {
  if (fromIds.length === 0) return 0;
  return await repoint(trx, toId, ({ customer }) => sql<SqlBool>`${sql.ref(customer)} in (${sql.join(fromIds)})`);
}

/**
 * The inverse of {@link moveRelationships}: gives what was recorded for these subjects, and belongs to `fromId` now, to `toId`. What was
 * recorded since the merge has the survivor's subject, and stays unless that is named.
 *
 * @returns how many rows went over
 */
export async function moveRelationshipsOfSubjects(
  trx: Trx,
  fromId: number,
  subjectIds: readonly number[],
  toId: number,
): Promise<number> {
  if (subjectIds.length === 0) return 0;
  return await repoint(
    trx,
    toId,
    ({ customer, subject }) =>
      sql<SqlBool>`${sql.ref(customer)} = ${fromId} and ${sql.ref(subject)} in (${sql.join(subjectIds)})`,
  );
}

async function repoint(
  trx: Trx,
  toId: number,
  which: (columns: (typeof OWNED)[number]) => Expression<SqlBool>,
): Promise<number> {
  let moved = 0;
  for (const columns of OWNED) {
    const { numUpdatedRows } = await trx
      .updateTable(columns.table)
      .set({ [columns.customer]: toId })
      .where(which(columns))
      .executeTakeFirst();
    moved += Number(numUpdatedRows);
  }
  return moved;
}
