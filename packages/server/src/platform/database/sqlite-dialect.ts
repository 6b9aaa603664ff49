import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy, type SqliteConnection } from './sqlite-connection.ts';

const BUSY_DEADLINE_MS = 15_000;
const FIRST_RETRY_MS = 1;
// Short, so that a waiting writer finds the moments that batch work leaves between its transactions.
const LONGEST_RETRY_MS = 2;

interface Options {
  /** Opens the connection, at the first statement. */
  readonly open: () => SqliteConnection;
  readonly readOnly: boolean;
}

/** Kysely on Node's own SQLite: one connection, whose transactions take the write lock when they begin. */
export class NodeSqliteDialect implements Dialect {
  readonly #options: Options;
  constructor(options: Options) {
    this.#options = options;
  }

  createDriver(): Driver {
    return new NodeSqliteDriver(this.#options);
  }
  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }
  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }
  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }
}

class NodeSqliteDriver implements Driver {
  #connection: SqliteConnection | undefined;
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async init(): Promise<void> {
    this.#connection = this.#options.open();
  }

  // Kysely lets one user at a time have the connection, in order of arrival: SqliteAdapter says there is only one.
  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#connection) throw new Error('the SQLite connection is closed');
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {}

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#options.readOnly) return void (await connection.executeQuery(CompiledQuery.raw('begin')));
    const deadline = Date.now() + BUSY_DEADLINE_MS;
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      try {
        return void (await connection.executeQuery(CompiledQuery.raw('begin immediate')));
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) throw error;
        await sleep(wait);
      }
    }
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // SQLite rolls back by itself on some errors (disk full); a second rollback would hide the first error.
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => {});
  }
  async destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
  }
}
