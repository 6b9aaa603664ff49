import { Kysely } from 'kysely';
import type { Pool } from 'mysql2';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseAddress } from './database-url.ts';
import { bulkInsert, insertStatement } from './bulk-insert.ts';
import { isTransient } from './engine-errors.ts';
import { GroupCommit } from './group-commit.ts';
import { IdAllocator, NoKeysLeft } from './id-allocator.ts';
import { MysqlPoolDialect } from './mysql-dialect.ts';
import { untilReady } from './not-ready.ts';
import { openPool } from './mysql-pool.ts';
import { SqliteAppender } from './sqlite-appender.ts';
import { SqliteThreadDialect } from './sqlite-thread-dialect.ts';
import { type RawRows, readFromPool } from './raw-rows.ts';
import { openSqlite, SqliteConnection } from './sqlite-connection.ts';
import { NodeSqliteDialect } from './sqlite-dialect.ts';
import type { Reader, Tables, Trx } from './tables.ts';

const TRANSACTION_TRIES = 4;
const POOL_SIZE = 16;
const KEYS_AFTER_RUNNING_OUT = 2_000;

/** The one way to the database. A module never asks which engine is behind it. */
export interface Database {
  readonly address: DatabaseAddress;
  /** Short reads of committed data: the request path. */
  readonly read: Reader;
  /** A short read past the query builder's own machinery, for `readRows`. */
  readonly readRaw: (sql: string, parameters: readonly unknown[]) => Promise<RawRows>;
  /** Long reads (counts, groups, exports): beside the request thread on SQLite, the same pool on a server. */
  readonly heavy: Reader;
  /** The write connection, for migrations and schema tools; use cases use `transaction`. */
  readonly write: Kysely<Tables>;
  readonly ids: IdAllocator;
  /**
   * Runs `work` in one write transaction and commits. A deadlock or a lost lock runs the whole of it again, at most
   * three more times, and so does `NotReady`: `work` must have no effect outside the transaction.
   */
  transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * Adds rows in a transaction of their own; resolves when they are on the disk. For journals that an answer waits for: the
   * embedded database writes them beside the request thread, which goes on answering meanwhile.
   */
  append<Table extends keyof Tables & string>(
    table: Table,
    columns: readonly (keyof Tables[Table] & string)[],
    rows: readonly (readonly unknown[])[],
  ): Promise<void>;
  /** How many statements were sent since the start: tests and metrics compare two readings. */
  statementCount(): number;
  close(): Promise<void>;
}

/** How a process uses the database. */
export interface DatabaseOptions {
  readonly poolSize?: number;
  /** Longest time (ms) that a read outside of transactions may take; none unless told. */
  readonly limitMs?: number;
}

/** Opens the database. Nothing is created or migrated here. */
export function openDatabase(address: DatabaseAddress, options: DatabaseOptions = {}): Database {
  let statements = 0;
  const onStatement = () => void statements++;
  const connections = address.engine === 'sqlite' ? sqlite(address.path) : server(address);

  const ids = new IdAllocator(connections.write);

  function sqlite(path: string) {
    const open = (readOnly: boolean) => new SqliteConnection(openSqlite(path, { readOnly }), onStatement);
    let reading: SqliteConnection | undefined;
    const openReading = () => (reading ??= open(true));
    return {
      write: new Kysely<Tables>({ dialect: new NodeSqliteDialect({ open: () => open(false), readOnly: false }) }),
      read: new Kysely<Tables>({ dialect: new NodeSqliteDialect({ open: openReading, readOnly: true }) }),
      heavy: new Kysely<Tables>({ dialect: new SqliteThreadDialect(path, onStatement, options.limitMs) }),
      readRaw: async (sql: string, parameters: readonly unknown[]) => openReading().arrays(sql, parameters),
      closeRaw: () => reading?.close(),
    };
  }
  function server(target: Exclude<DatabaseAddress, { engine: 'sqlite' }>) {
    const size = options.poolSize ?? POOL_SIZE;
    const pool: Pool = openPool(target, 'reading', { size, limitMs: options.limitMs });
    const read = new Kysely<Tables>({ dialect: new MysqlPoolDialect({ pool, onStatement, several: false }) });
    const writing = openPool(target, 'writing', { size });
    const write = new Kysely<Tables>({ dialect: new MysqlPoolDialect({ pool: writing, onStatement, several: true }) });
    const readRaw = async (sql: string, parameters: readonly unknown[]) => {
      onStatement();
      return await readFromPool(pool, sql, parameters);
    };
    return { write, read, heavy: read, readRaw, closeRaw: () => {} };
  }

  const group = address.engine === 'sqlite' ? new GroupCommit(connections.write) : undefined;
  async function runOnce<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return group ? await group.run(work) : await connections.write.transaction().execute(work);
  }

  async function transaction<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await untilReady(async () => await runOnce(work));
      } catch (error) {
        if (attempt >= TRANSACTION_TRIES) throw error;
        if (error instanceof NoKeysLeft) {
          await ids.ensure(KEYS_AFTER_RUNNING_OUT * attempt);
          continue;
        }
        if (!isTransient(error)) throw error;
        await sleep(5 * attempt + Math.random() * 20 * attempt);
      }
    }
  }

  const appender = address.engine === 'sqlite' ? new SqliteAppender(address.path) : undefined;
  async function append<Table extends keyof Tables & string>(
    table: Table,
    columns: readonly (keyof Tables[Table] & string)[],
    rows: readonly (readonly unknown[])[],
  ): Promise<void> {
    if (!appender) return await transaction(async (trx) => await bulkInsert(trx, table, columns, rows));
    onStatement();
    await appender.append({ sql: insertStatement(table, columns), rows });
  }

  const { read, write, heavy, readRaw, closeRaw } = connections;
  return {
    address,
    read,
    write,
    heavy,
    readRaw,
    ids,
    transaction,
    append,
    statementCount: () => statements,
    close: async () => {
      await appender?.close();
      for (const connection of new Set([read, write, heavy])) await connection.destroy();
      closeRaw();
    },
  };
}
