import { newIndexKey } from './index-keys.ts';
import type { KeyStore } from './key-store.ts';
import { countEpoch } from './subject-rows.ts';

/**
 * Makes a new index key: every process makes entries with it from its next use on, and looks for those of all keys until
 * {@link retireIndexKeys}.
 *
 * @returns the new version
 */
export async function addIndexVersion(store: KeyStore): Promise<number> {
  const { db, wrapper, now } = await store.parts();
  const newest = await db.read
    .selectFrom('index_key')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirstOrThrow();
  const row = await newIndexKey(wrapper, Number(newest.version) + 1, now());
  await db.transaction(async (trx) => {
    await trx.updateTable('index_key').set({ state: 'OLD' }).execute();
    // Somebody who rotates at the same moment meets the version that is taken.
    await trx.insertInto('index_key').values(row).execute();
    await countEpoch(trx);
  });
  return row.version;
}

/** Destroys the index keys before the current one. Only when no entry made with them is left. Returns how many. */
export async function retireIndexKeys(store: KeyStore): Promise<number> {
  const { db } = await store.parts();
  const retired = await db.transaction(async (trx) => {
    const { numDeletedRows } = await trx.deleteFrom('index_key').where('state', '=', 'OLD').executeTakeFirstOrThrow();
    await countEpoch(trx);
    return Number(numDeletedRows);
  });
  await db.wipe();
  return retired;
}
