import { createSecretKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { DatabaseAddress } from '../../database/database-url.ts';
import { checkMasterKeys, readStoreRow } from '../key-store/begin-store.ts';
import { createTrialWrapper, type FileWrapper } from '../key-store/file-wrapper.ts';
import { indexKeyBound, unwrapIndexKeys } from '../key-store/index-keys.ts';
import type { KeyStore } from '../key-store/key-store.ts';
import { KeyProblem } from '../key-store/key-problem.ts';
import type { KeyWrapper } from '../key-store/key-wrapper.ts';
import { type MasterKeys, readMasterFile, writeMasterFile } from '../key-store/master-file.ts';
import { isStoreThere, openStoreDatabase, type StoreDatabase } from '../key-store/store-database.ts';
import { noteRecovery, type RecoveryCover } from '../key-store/store-status.ts';
import { countEpoch } from '../key-store/subject-rows.ts';
import {
  openRecovery,
  type RecoveryContent,
  type RecoveryFile,
  RecoveryRefused,
  sealRecovery,
} from './recovery-file.ts';

/** What the export of a recovery file came to. */
export interface ExportedRecovery {
  /** The file's text. It is noted as exported only when `kept` was called. */
  readonly text: string;
  readonly covers: RecoveryCover;
  /** Notes that the text is where it will be found: the banner goes. */
  readonly kept: () => Promise<void>;
}

/** Seals the master keys (unless a service keeps them) and the index keys under a passphrase. */
export async function exportRecovery(
  store: KeyStore,
  passphrase: string,
  kdf?: { readonly memoryKiB: number; readonly passes: number },
): Promise<ExportedRecovery> {
  const { db, wrapper, now } = await store.parts();
  const rows = await db.read.selectFrom('index_key').selectAll().orderBy('version').execute();
  const plain = await unwrapIndexKeys(wrapper, rows);
  const master = wrapper.kind === 'file' ? [...(wrapper as FileWrapper).keys().values()] : [];
  const content: RecoveryContent = {
    master: master.map(({ version, key, createdAt }) => ({
      version,
      key: key.export().toString('base64'),
      createdAt: new Date(createdAt).toISOString(),
    })),
    index: rows.map(({ version, created_at, state }, i) => ({
      version,
      key: (plain[i] ?? Buffer.alloc(0)).toString('base64'),
      createdAt: new Date(created_at).toISOString(),
      current: state === 'CURRENT',
    })),
  };
  const covers = { master: versionsOf(content.master), index: versionsOf(content.index) };
  const text = await sealRecovery({ storeId: await store.ready(), createdAt: now(), content }, passphrase, kdf);
  return { text, covers, kept: async () => await noteRecovery(store, covers) };
}

/** What was put back. */
export interface ImportedRecovery {
  /** Versions of the master key that were missing from the file. */
  readonly master: readonly number[];
  /** Versions of the index key that were missing from the store. */
  readonly index: readonly number[];
}

/**
 * Puts back the keys of a recovery file: nothing is written before they are seen to be this key store's.
 *
 * @throws RecoveryRefused when they are another store's, or the passphrase is wrong
 * @throws KeyProblem when there is no key store: a recovery file has no keys of subjects
 */
export async function importRecovery(
  file: RecoveryFile,
  passphrase: string,
  { address, masterFile, service }: { address: DatabaseAddress; masterFile: string; service: KeyWrapper | undefined },
): Promise<ImportedRecovery> {
  if (!isStoreThere(address)) throw noStore();
  const db = openStoreDatabase(address);
  try {
    await db.prepare();
    const row = await readStoreRow(db);
    if (!row) throw noStore();
    if (row.store_id !== file.storeId) {
      throw new RecoveryRefused(`It belongs to the key store ${file.storeId}, and the one here is ${row.store_id}.`);
    }
    const content = await openRecovery(file, passphrase);
    const { wrapper, added } = service
      ? { wrapper: service, added: [] }
      : await putBackMasterKeys(db, masterFile, masterKeysOf(content));
    return { master: added, index: await putBackIndexKeys(db, wrapper, content) };
  } finally {
    await db.close();
  }
}

async function putBackMasterKeys(
  db: StoreDatabase,
  path: string,
  recovered: MasterKeys,
): Promise<{ wrapper: KeyWrapper; added: readonly number[] }> {
  const present = readPresent(path);
  // Of a version that both have, the recovered one: it is the one that is asked for.
  const both = new Map([...present, ...recovered]);
  const all: MasterKeys = new Map([...both].toSorted(([one], [other]) => one - other));
  const wrapper = createTrialWrapper(all, 'The recovery file');
  await checkMasterKeys(db, wrapper);
  const added = [...recovered].flatMap(([version, { key }]) =>
    present.get(version)?.key.equals(key) ? [] : [version],
  );
  if (added.length > 0) writeMasterFile(path, all.values());
  return { wrapper, added };
}

// What is there may be the very thing that is wrong.
function readPresent(path: string): MasterKeys {
  if (!existsSync(path)) return new Map();
  try {
    return readMasterFile(path);
  } catch (error) {
    if (error instanceof KeyProblem) return new Map();
    throw error;
  }
}

async function putBackIndexKeys(
  db: StoreDatabase,
  wrapper: KeyWrapper,
  { index }: RecoveryContent,
): Promise<readonly number[]> {
  const there = await db.read.selectFrom('index_key').select(['version']).execute();
  const missing = index.filter(({ version }) => there.every((one) => one.version !== version));
  const newest = Math.max(0, ...there.map(({ version }) => version));
  for (const { version, key, createdAt, current } of missing) {
    const bytes = Buffer.from(key, 'base64');
    const [wrapped] = await wrapper.wrap([{ bound: indexKeyBound(version), key: bytes }]);
    bytes.fill(0);
    if (!wrapped) throw new Error('the key wrapper answered with too few keys');
    // The store was put back to a time before that rotation; entries in the database may already be made with it.
    const isCurrent = current && version > newest;
    await db.transaction(async (trx) => {
      if (isCurrent) await trx.updateTable('index_key').set({ state: 'OLD' }).execute();
      const row = { version, master_version: wrapped.masterVersion, wrapped: wrapped.wrapped };
      const state = isCurrent ? 'CURRENT' : 'OLD';
      await trx
        .insertInto('index_key')
        .values({ ...row, state, created_at: Date.parse(createdAt) })
        .execute();
      await countEpoch(trx);
    });
  }
  return versionsOf(missing);
}

function masterKeysOf({ master }: RecoveryContent): MasterKeys {
  return new Map(
    master.map(({ version, key, createdAt }) => [
      version,
      { version, key: createSecretKey(Buffer.from(key, 'base64')), createdAt: Date.parse(createdAt) },
    ]),
  );
}

function versionsOf(keys: readonly { readonly version: number }[]): number[] {
  return keys.map(({ version }) => version);
}

function noStore(): KeyProblem {
  return new KeyProblem(
    'There is no key store to recover: put its copy back first (DOSSIER_KEYS, KEYSTORE_URL). A recovery file holds the keys that wrap, not those of the customers.',
  );
}
