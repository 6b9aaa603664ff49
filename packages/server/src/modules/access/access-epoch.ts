import { isDuplicateKey } from '../../platform/database/engine-errors.ts';
import type { Queryable, Trx } from '../../platform/database/tables.ts';

/** What is counted: ends of sessions and tokens; changes of what rights are worked out from (policy, teams, regions). */
type Epoch = 'sessions' | 'policy';

/**
 * Tells every process that somebody's rights have just ended or changed: open sockets look again within half a second. Call
 * it in the transaction that ends them, late, since writers of the epoch wait for each other.
 */
export async function bumpAccessEpoch(trx: Trx): Promise<void> {
  await bump(trx, 'sessions');
}

/**
 * Says that rights have to be worked out anew: part of every change that they depend on. It counts from the next request on;
 * open sockets look again, too.
 */
export async function bumpPolicyEpoch(trx: Trx): Promise<void> {
  await bump(trx, 'policy');
  await bump(trx, 'sessions');
}

async function bump(trx: Trx, name: Epoch): Promise<void> {
  if (await increase(trx, name)) return;
  try {
    await trx.insertInto('access_epoch').values({ name, value: 1 }).execute();
  } catch (error) {
    // The first two ends of an installation at the same moment.
    if (!isDuplicateKey(error) || !(await increase(trx, name))) throw error;
  }
}

/** How often rights have ended so far; compare it with an earlier answer. One row by its key. */
export async function accessEpoch(db: Queryable): Promise<number> {
  return await epochOf(db, 'sessions');
}

/** How often anything that rights are worked out from has changed. */
export async function policyEpoch(db: Queryable): Promise<number> {
  return await epochOf(db, 'policy');
}

async function epochOf(db: Queryable, name: Epoch): Promise<number> {
  const row = await db.selectFrom('access_epoch').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? 0;
}

async function increase(trx: Trx, name: Epoch): Promise<boolean> {
  const result = await trx
    .updateTable('access_epoch')
    .set((eb) => ({ value: eb('value', '+', 1) }))
    .where('name', '=', name)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
