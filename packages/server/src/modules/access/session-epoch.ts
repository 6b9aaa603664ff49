import { isDuplicateKey } from '../../platform/database/engine-errors.ts';
import type { Queryable, Trx } from '../../platform/database/tables.ts';

const NAME = 'sessions';

/**
 * Tells every process that somebody's rights have just ended or changed: open sockets look again within half a second. Call
 * it in the transaction that ends them, late, since writers of the epoch wait for each other.
 */
export async function bumpSessionEpoch(trx: Trx): Promise<void> {
  if (await increase(trx)) return;
  try {
    await trx.insertInto('session_epoch').values({ name: NAME, value: 1 }).execute();
  } catch (error) {
    // The first two ends of an installation at the same moment.
    if (!isDuplicateKey(error) || !(await increase(trx))) throw error;
  }
}

/** How often rights have ended so far; compare it with an earlier answer. One row by its key. */
export async function sessionEpoch(db: Queryable): Promise<number> {
  const row = await db.selectFrom('session_epoch').select('value').where('name', '=', NAME).executeTakeFirst();
  return row?.value ?? 0;
}

async function increase(trx: Trx): Promise<boolean> {
  const result = await trx
    .updateTable('session_epoch')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', NAME)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
