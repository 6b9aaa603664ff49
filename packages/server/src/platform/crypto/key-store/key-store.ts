import type { DatabaseAddress } from '../../database/database-url.ts';
import type { KeyRing } from '../sealing/key-ring.ts';
import { beginStore, checkMasterKeys, readStoreRow } from './begin-store.ts';
import { destroySubjects } from './destroy-subjects.ts';
import type { FileWrapper } from './file-wrapper.ts';
import { type IndexKeys, readIndexKeys } from './index-keys.ts';
import { createKeyRing, KeyCache } from './key-cache.ts';
import { KeyProblem } from './key-problem.ts';
import type { KeyWrapper, WrapperSpec } from './key-wrapper.ts';
import { isStoreThere, openStoreDatabase, type StoreDatabase } from './store-database.ts';
import { STORE_FORMAT } from './store-tables.ts';
import { addGeneration, ensureSubjectKeys, loadSubjectKeys, type SubjectKeysTools } from './subject-keys.ts';

/** How another thread of this process opens the same key store: plain data. */
export interface KeyStoreSpec {
  readonly address: DatabaseAddress;
  readonly wrapper: WrapperSpec;
}

/** Where the keys of subjects are kept, outside the database. Every method works in every process at once. */
export interface KeyStore {
  /** Undefined for one that no other thread can open. */
  readonly spec: KeyStoreSpec | undefined;
  /** Opens the store, makes it on the first run, and checks its keys. Called by itself before anything else; returns its name. */
  ready(): Promise<string>;
  /**
   * The keys of these subjects, thousands in one call. Those that never had one get one, which is durable before this
   * returns: commit what is sealed with it afterwards.
   */
  ensure(subjectIds: readonly number[]): Promise<KeyRing>;
  /** The keys of those of these subjects that have or had some; makes none. */
  load(subjectIds: readonly number[]): Promise<KeyRing>;
  /** Makes a further key for each of these subjects, unless it is there; new values are sealed with it. */
  addGeneration(subjectIds: readonly number[], generation: number): Promise<KeyRing>;
  /** Destroys the keys of these subjects for ever. Returns of how many there were keys. */
  destroy(subjectIds: readonly number[]): Promise<number>;
  /** What blind indexes are made with. */
  indexKeys(): Promise<IndexKeys>;
  /** For the other parts of this folder: rotation, recovery, status. */
  readonly parts: () => Promise<KeyStoreParts>;
  close(): Promise<void>;
}

/** What a key store is made of. */
export interface KeyStoreParts extends SubjectKeysTools {
  readonly wrapper: KeyWrapper | FileWrapper;
  /** Forgets what this process remembers, in time with others: they do at their next use. */
  readonly changed: () => Promise<void>;
}

/** How a key store is opened. */
export interface KeyStoreOptions {
  readonly address: DatabaseAddress;
  readonly wrapper: KeyWrapper | FileWrapper;
  readonly now: () => number;
  /** How many subjects' keys a process remembers. */
  readonly remembered?: number;
}

/** A key store. Nothing is opened before the first use. */
export function createKeyStore(options: KeyStoreOptions): KeyStore {
  const cache = new KeyCache(options.remembered);
  let opening: Promise<{ db: StoreDatabase; storeId: string }> | undefined;
  let epoch: number | undefined;
  let index: Promise<IndexKeys> | undefined;

  async function opened(): Promise<{ db: StoreDatabase; storeId: string }> {
    opening ??= open(options).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return await opening;
  }
  function forget(): void {
    cache.clear();
    index = undefined;
  }
  /** What is remembered holds as long as no process has destroyed or rotated anything. */
  async function tools(): Promise<SubjectKeysTools> {
    const { db } = await opened();
    const row = await db.read.selectFrom('key_store').select('epoch').where('id', '=', 1).executeTakeFirst();
    if (row?.epoch !== epoch) {
      forget();
      await options.wrapper.refresh();
      epoch = row?.epoch;
    }
    return { db, wrapper: options.wrapper, cache, now: options.now };
  }

  const { address, wrapper } = options;
  return {
    spec: wrapper.spec && { address, wrapper: wrapper.spec },
    ready: async () => (await opened()).storeId,
    ensure: async (subjectIds) => createKeyRing(await ensureSubjectKeys(await tools(), subjectIds)),
    load: async (subjectIds) => createKeyRing(await loadSubjectKeys(await tools(), subjectIds)),
    addGeneration: async (subjectIds, generation) => {
      return createKeyRing(await addGeneration(await tools(), subjectIds, generation));
    },
    destroy: async (subjectIds) => {
      const { db, now } = await tools();
      try {
        return await destroySubjects(db, subjectIds, now());
      } finally {
        forget();
      }
    },
    indexKeys: async () => {
      const { db, wrapper } = await tools();
      index ??= readIndexKeys(db, wrapper);
      return await index;
    },
    parts: async () => ({ ...(await tools()), wrapper: options.wrapper, changed: async () => forget() }),
    close: async () => {
      const { db } = (await opening?.catch(() => undefined)) ?? {};
      opening = undefined;
      forget();
      options.wrapper.close();
      await db?.close();
    },
  };
}

async function open({ address, wrapper, now }: KeyStoreOptions): Promise<{ db: StoreDatabase; storeId: string }> {
  const wasThere = isStoreThere(address);
  const db = openStoreDatabase(address);
  try {
    await db.prepare();
    let row = await readStoreRow(db);
    if (!row) {
      if (wrapper.kind === 'file') (wrapper as FileWrapper).begin();
      row = await beginStore(db, wrapper, now());
    }
    if (row.format !== STORE_FORMAT) {
      throw new KeyProblem(`The key store is of a newer Dossier (format ${row.format}): install that version.`);
    }
    await checkMasterKeys(db, wrapper);
    return { db, storeId: row.store_id };
  } catch (error) {
    await db.close();
    throw problemOf(error, address, wasThere);
  }
}

function problemOf(error: unknown, address: DatabaseAddress, wasThere: boolean): unknown {
  if (address.engine === 'sqlite' && wasThere && error instanceof Error) {
    if (/file is not a database|malformed/i.test(error.message)) {
      return new KeyProblem(
        `${address.path} is not a key store, or it is damaged: put it back from your copy of the keys.`,
      );
    }
  }
  return error;
}
