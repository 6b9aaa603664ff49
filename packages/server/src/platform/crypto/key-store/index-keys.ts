import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyWrapper } from './key-wrapper.ts';
import { KEY_BYTES } from './master-file.ts';
import type { StoreDatabase } from './store-database.ts';
import type { KeyStoreTables } from './store-tables.ts';
import { asBuffer } from './subject-keys.ts';

/** A key of blind indexes. */
export interface IndexKey {
  readonly version: number;
  readonly key: KeyObject;
}

/** The keys blind indexes are made with. */
export interface IndexKeys {
  /** New entries are made with this one. */
  readonly current: IndexKey;
  /** All whose entries may be stored, the current one first. */
  readonly living: readonly IndexKey[];
}

/** Makes the row of an index key of its own, wrapped. */
export async function newIndexKey(
  wrapper: KeyWrapper,
  version: number,
  now: number,
): Promise<KeyStoreTables['index_key']> {
  const key = randomBytes(KEY_BYTES);
  const [wrapped] = await wrapper.wrap([{ bound: indexKeyBound(version), key }]);
  key.fill(0);
  if (!wrapped) throw new Error('the key wrapper answered with too few keys');
  return {
    version,
    master_version: wrapped.masterVersion,
    wrapped: wrapped.wrapped,
    state: 'CURRENT',
    created_at: now,
  };
}

/** Reads the index keys. */
export async function readIndexKeys(db: StoreDatabase, wrapper: KeyWrapper): Promise<IndexKeys> {
  const rows = await db.read.selectFrom('index_key').selectAll().orderBy('version', 'desc').execute();
  const plain = await unwrapIndexKeys(wrapper, rows);
  const keys = rows.map(({ version, state }, i) => {
    const bytes = plain[i] ?? Buffer.alloc(0);
    const key = createSecretKey(bytes);
    bytes.fill(0);
    return { version, state, key };
  });
  const current = keys.find(({ state }) => state === 'CURRENT');
  if (!current) throw new Error('the key store has no current index key');
  return { current, living: [current, ...keys.filter((one) => one !== current)] };
}

/** The plain bytes of index keys, in the order of their rows; wipe them after use. */
export async function unwrapIndexKeys(
  wrapper: KeyWrapper,
  rows: readonly KeyStoreTables['index_key'][],
): Promise<readonly Buffer[]> {
  return await wrapper.unwrap(
    rows.map(({ version, master_version, wrapped }) => ({
      bound: indexKeyBound(version),
      masterVersion: master_version,
      wrapped: asBuffer(wrapped),
    })),
  );
}

/** What a wrapped index key is bound to. */
export function indexKeyBound(version: number): string {
  return `index-key|${version}`;
}
