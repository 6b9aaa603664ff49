import { CompiledQuery, Kysely, type Transaction } from 'kysely';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseAddress } from '../../database/database-url.ts';
import { isTransient } from '../../database/engine-errors.ts';
import { MysqlPoolDialect } from '../../database/mysql-dialect.ts';
import { openPool } from '../../database/mysql-pool.ts';
import { openSqlite, SqliteConnection } from '../../database/sqlite-connection.ts';
import { NodeSqliteDialect } from '../../database/sqlite-dialect.ts';
import { createStoreTables, type KeyStoreTables } from './store-tables.ts';

const TRIES = 20;
const POOL_SIZE = 4;
/** New keys lie at the end of their table: few pages are met again. */
const CACHE_KIB = 4_096;

/** One running write transaction on the key store. */
export type StoreTrx = Transaction<KeyStoreTables>;

/** The connections to a key store. Several processes have theirs to the same one. */
export interface StoreDatabase {
  readonly address: DatabaseAddress;
  readonly read: Kysely<KeyStoreTables>;
  /** As `Database.transaction`: `work` may run again. */
  transaction<T>(work: (trx: StoreTrx) => Promise<T>): Promise<T>;
  /** Leaves nothing of deleted rows in the embedded store's files. */
  wipe(): Promise<void>;
  /** Opens the connections and makes the tables; processes may do so at once. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/** Whether there is an embedded store's file; a server's is there when its database is. */
export function isStoreThere(address: DatabaseAddress): boolean {
  return address.engine !== 'sqlite' || existsSync(address.path);
}

/** Opens a key store's database; the embedded one's file is made, for its owner only, when it is not there. */
export function openStoreDatabase(address: DatabaseAddress): StoreDatabase {
  const { read, write } = address.engine === 'sqlite' ? sqlite(address.path) : server(address);

  async function transaction<T>(work: (trx: StoreTrx) => Promise<T>): Promise<T> {
    return await again(async () => await write.transaction().execute(work));
  }
  return {
    address,
    read,
    transaction,
    prepare: async () => {
      await again(async () => await createStoreTables(write, address.engine));
      await again(async () => await read.selectFrom('key_store').select('id').execute());
    },
    wipe: async () => {
      if (address.engine !== 'sqlite') return;
      // Readers in other processes can hold it up for a moment; the next time takes what was left.
      await again(async () => await write.executeQuery(CompiledQuery.raw('pragma wal_checkpoint(truncate)')));
    },
    close: async () => {
      for (const connection of new Set([read, write])) await connection.destroy();
    },
  };
}

function sqlite(path: string) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600, flag: 'a' });
  const open = (readOnly: boolean) => () => {
    const database = openSqlite(path, { readOnly, cacheKiB: CACHE_KIB });
    // What was deleted is overwritten with zeroes.
    if (!readOnly) database.exec('pragma secure_delete = on');
    return new SqliteConnection(database, () => {});
  };
  const dialect = (readOnly: boolean) => new NodeSqliteDialect({ open: open(readOnly), readOnly });
  return {
    read: new Kysely<KeyStoreTables>({ dialect: dialect(true) }),
    write: new Kysely<KeyStoreTables>({ dialect: dialect(false) }),
  };
}

function server(address: Exclude<DatabaseAddress, { engine: 'sqlite' }>) {
  const pool = openPool(address, 'writing', { size: POOL_SIZE });
  const dialect = new MysqlPoolDialect({ pool, onStatement: () => {}, several: true });
  const both = new Kysely<KeyStoreTables>({ dialect });
  return { read: both, write: both };
}

/** Runs something again when another process was in the way. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= TRIES || !isTransient(error)) throw error;
      await sleep(5 * attempt * (1 + Math.random()));
    }
  }
}
