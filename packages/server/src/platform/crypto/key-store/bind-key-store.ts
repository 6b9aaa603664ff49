import type { Database } from '../../database/database.ts';
import { isDuplicateKey } from '../../database/engine-errors.ts';
import { KeyProblem } from './key-problem.ts';
import type { KeyStore } from './key-store.ts';

const bound = new WeakMap<KeyStore, WeakSet<Database>>();

/**
 * Notes in the database which key store its values are sealed with. Call it before the first value is sealed; it costs
 * nothing after the first time.
 *
 * @throws KeyProblem when it is sealed with another one
 */
export async function bindKeyStore(db: Database, keyStore: KeyStore, now: number): Promise<void> {
  const known = bound.get(keyStore) ?? new WeakSet();
  if (known.has(db)) return;
  const storeId = await keyStore.ready();
  if ((await readBinding(db)) === undefined) {
    try {
      await db.transaction(async (trx) => {
        await trx.insertInto('key_store_binding').values({ id: 1, key_store: storeId, bound_at: now }).execute();
      });
    } catch (error) {
      // Another process was first.
      if (!isDuplicateKey(error)) throw error;
    }
  }
  await checkBinding(db, keyStore);
  bound.set(keyStore, known.add(db));
}

/**
 * Checks, when a process starts, that the keys at hand are those that this database's values are sealed with.
 *
 * @throws KeyProblem when they are not, when they are missing, or when others may read them
 */
export async function checkBinding(db: Database, keyStore: KeyStore): Promise<void> {
  const expected = await readBinding(db);
  const storeId = await keyStore.ready();
  if (expected === undefined || expected === storeId) return;
  throw new KeyProblem(
    `This database is sealed with the key store ${expected}, and the one at hand is ${storeId}: put the right one back (DOSSIER_KEYS, KEYSTORE_URL). Without it no sealed value can be opened.`,
  );
}

/** Whether anything in this database was ever sealed. */
export async function isBound(db: Database): Promise<boolean> {
  return (await readBinding(db)) !== undefined;
}

async function readBinding(db: Database): Promise<string | undefined> {
  const row = await db.read.selectFrom('key_store_binding').select('key_store').where('id', '=', 1).executeTakeFirst();
  return row?.key_store;
}
