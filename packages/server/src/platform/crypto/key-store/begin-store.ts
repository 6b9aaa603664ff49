import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { isDuplicateKey } from '../../database/engine-errors.ts';
import { newIndexKey } from './index-keys.ts';
import { KeyProblem } from './key-problem.ts';
import { type KeyWrapper, WrongMasterKey } from './key-wrapper.ts';
import type { StoreDatabase } from './store-database.ts';
import { type KeyStoreTables, STORE_FORMAT } from './store-tables.ts';
import { asBuffer } from './subject-keys.ts';

/** What is wrapped with each master key to tell the right one; known to everybody. */
const CHECK = createHash('sha256').update('dossier master key check').digest();

/** The store's one row. */
export type StoreRow = KeyStoreTables['key_store'];

/** The store's row, or undefined when it holds nothing yet. */
export async function readStoreRow(db: StoreDatabase): Promise<StoreRow | undefined> {
  return await db.read.selectFrom('key_store').selectAll().where('id', '=', 1).executeTakeFirst();
}

/** Makes the tables; in a store that holds nothing, its identity and first keys. Processes that begin together agree. */
export async function beginStore(db: StoreDatabase, wrapper: KeyWrapper, now: number): Promise<StoreRow> {
  const check = await checkRow(wrapper, now);
  const index = await newIndexKey(wrapper, 1, now);
  try {
    await db.transaction(async (trx) => {
      const row = { id: 1, format: STORE_FORMAT, store_id: randomUUID(), epoch: 1, created_at: now };
      await trx
        .insertInto('key_store')
        .values({ ...row, recovery_at: null, recovery_covers: null })
        .execute();
      await trx.insertInto('master_key').values(check).execute();
      await trx.insertInto('index_key').values(index).execute();
    });
  } catch (error) {
    // Another process was first, and what it wrote counts.
    if (!isDuplicateKey(error)) throw error;
  }
  const row = await readStoreRow(db);
  if (!row) throw new Error('the key store could not be begun');
  return row;
}

/** The row by which the current master key will be known again. */
export async function checkRow(wrapper: KeyWrapper, now: number): Promise<KeyStoreTables['master_key']> {
  const [wrapped] = await wrapper.wrap([{ bound: 'check', key: Buffer.from(CHECK) }]);
  if (!wrapped) throw new Error('the key wrapper answered with too few keys');
  return { version: wrapped.masterVersion, check_value: wrapped.wrapped, created_at: now };
}

/**
 * Tells whether these master keys are the ones this store's keys are wrapped with.
 *
 * @throws KeyProblem when they are not, or one is missing
 */
export async function checkMasterKeys(db: StoreDatabase, wrapper: KeyWrapper): Promise<void> {
  const rows = await db.read.selectFrom('master_key').selectAll().orderBy('version').execute();
  try {
    const plain = await wrapper.unwrap(
      rows.map(({ version, check_value }) => ({
        bound: 'check',
        masterVersion: version,
        wrapped: asBuffer(check_value),
      })),
    );
    if (plain.every((bytes) => bytes.length === CHECK.length && timingSafeEqual(bytes, CHECK))) return;
  } catch (error) {
    if (!(error instanceof WrongMasterKey)) throw error;
    throw new KeyProblem(
      `${wrapper.place} does not hold master key ${error.version} of this key store: put the right one back from your copy, or run \`dossier keys import-recovery\`.`,
    );
  }
  throw new KeyProblem(`${wrapper.place} is not the master key of this key store: put the right one back.`);
}
