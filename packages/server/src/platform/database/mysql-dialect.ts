import {
  CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolConnection, QueryOptions } from 'mysql2';
import { isDuplicateKey, TransactionConflict } from './engine-errors.ts';

interface Options {
  readonly pool: Pool;
  readonly onStatement: () => void;
  /** Whether the pool's connections take several statements at once. */
  readonly several: boolean;
}

/**
 * A statement whose result nobody looks at, in a transaction. It may be sent with the next one, or with the commit, which
 * saves a trip to the server and shortens the time that locks are held; its error comes then.
 */
export type DeferrableQuery = CompiledQuery & { readonly deferrable: true };

/** Kysely on a mysql2 pool, for MySQL and MariaDB alike. */
export class MysqlPoolDialect implements Dialect {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }
  createDriver(): Driver {
    return new MysqlPoolDriver(this.#options);
  }
  createQueryCompiler(): QueryCompiler {
    return new MysqlQueryCompiler();
  }
  createAdapter(): DialectAdapter {
    return new MysqlAdapter();
  }
  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new MysqlIntrospector(database);
  }
}

class MysqlPoolDriver implements Driver {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }
  async init(): Promise<void> {}

  async acquireConnection(): Promise<MysqlConnection> {
    const raw = await new Promise<PoolConnection>((resolve, reject) => {
      this.#options.pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
    return new MysqlConnection(raw, this.#options);
  }
  async releaseConnection(connection: MysqlConnection): Promise<void> {
    connection.release();
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(BEGIN);
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(COMMIT);
  }
  async rollbackTransaction(connection: MysqlConnection): Promise<void> {
    if (connection.forgetDeferred()) return;
    // A connection whose rollback failed is in an unknown state: it must not serve anyone again.
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => connection.discard());
  }
  async destroy(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#options.pool.end(() => resolve());
    });
  }
}

const BEGIN: DeferrableQuery = { ...CompiledQuery.raw('begin'), deferrable: true };
const COMMIT = CompiledQuery.raw('commit');

/** Rows, or what a statement changed. */
type Result = unknown[] | { readonly affectedRows: number };

function isDeferrable(query: CompiledQuery): query is DeferrableQuery {
  return 'deferrable' in query;
}

// The key was free when its row was asked for, a moment ago: the transaction looks again from its start.
function explain(error: unknown, queries: readonly CompiledQuery[]): unknown {
  const wasDeferred = queries.some((query, i) => i < queries.length - 1 && query !== BEGIN);
  return wasDeferred && isDuplicateKey(error) ? new TransactionConflict(error) : error;
}

class MysqlConnection implements DatabaseConnection {
  readonly #raw: PoolConnection;
  readonly #options: Options;
  /** What waits to be sent with the next statement that has a result. */
  #deferred: CompiledQuery[] = [];
  #discarded = false;

  constructor(raw: PoolConnection, options: Options) {
    this.#raw = raw;
    this.#options = options;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#options.several && isDeferrable(query)) {
      this.#deferred.push(query);
      return { rows: [] };
    }
    const deferred = this.#deferred;
    this.#deferred = [];
    // A transaction that asked for nothing.
    if (query === COMMIT && deferred[0] === BEGIN && deferred.length === 1) return { rows: [] };
    let result: Result;
    try {
      result = await this.#send([...deferred, query]);
    } catch (error) {
      // The driver's errors arise at the socket: who sent the statement, only this place knows.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
    // Rows come back as objects keyed by column; their type is the caller's statement.
    if (Array.isArray(result)) return { rows: result as Row[] };
    return { rows: [], numAffectedRows: BigInt(result.affectedRows) };
  }

  /** The result of the last of these. The server stops at the first that fails: none after it runs, not even a commit. */
  async #send(queries: readonly CompiledQuery[]): Promise<Result> {
    for (const _query of queries) this.#options.onStatement();
    const sql = queries.map((query) => query.sql).join(';\n');
    const values = queries.flatMap(({ parameters }) => [...parameters]);
    const result = await new Promise<Result | readonly Result[]>((resolve, reject) => {
      this.#raw.query(sql, values, (error, answer) => (error ? reject(explain(error, queries)) : resolve(answer)));
    });
    // Of several statements the driver makes a list of results; each statement here has one.
    return queries.length === 1 ? (result as Result) : ((result as readonly Result[]).at(-1) ?? []);
  }

  /** Drops what was not sent; true when nothing of the transaction was, its beginning included. */
  forgetDeferred(): boolean {
    const unsent = this.#deferred;
    this.#deferred = [];
    return unsent[0] === BEGIN;
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    this.#options.onStatement();
    const deferred = this.#deferred;
    this.#deferred = [];
    if (deferred.length > 0) await this.#send(deferred);
    const options: QueryOptions = { sql: query.sql, values: [...query.parameters] };
    const stream = this.#raw.query(options).stream({ highWaterMark: chunkSize, objectMode: true });
    // Destroying the connection is the only way to stop a result that nobody reads to its end.
    let finished = false;
    try {
      for await (const row of stream) yield { rows: [row as Row] };
      finished = true;
    } finally {
      if (!finished) this.discard();
    }
  }

  discard(): void {
    this.#discarded = true;
    this.#raw.destroy();
  }
  release(): void {
    if (!this.#discarded) this.#raw.release();
  }
}
