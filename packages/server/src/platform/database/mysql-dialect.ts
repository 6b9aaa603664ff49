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

interface Options {
  readonly pool: Pool;
  readonly onStatement: () => void;
}

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
  // Kysely's interface takes its own schema type here, which is never inspected.
  // oxlint-disable-next-line typescript/no-explicit-any
  createIntrospector(database: Kysely<any>): DatabaseIntrospector {
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
    return new MysqlConnection(raw, this.#options.onStatement);
  }
  async releaseConnection(connection: MysqlConnection): Promise<void> {
    connection.release();
  }
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: MysqlConnection): Promise<void> {
    // A connection whose rollback failed is in an unknown state: it must not serve anyone again.
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => connection.discard());
  }
  async destroy(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#options.pool.end(() => resolve());
    });
  }
}

class MysqlConnection implements DatabaseConnection {
  readonly #raw: PoolConnection;
  readonly #onStatement: () => void;
  #discarded = false;

  constructor(raw: PoolConnection, onStatement: () => void) {
    this.#raw = raw;
    this.#onStatement = onStatement;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    this.#onStatement();
    return new Promise((resolve, reject) => {
      this.#raw.query(query.sql, [...query.parameters], (error, result) => {
        if (error) return reject(error);
        // Rows come back as objects keyed by column; their type is the caller's statement.
        if (Array.isArray(result)) return resolve({ rows: result as Row[] });
        resolve({ rows: [], numAffectedRows: BigInt(result.affectedRows) });
      });
    });
  }

  async *streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    this.#onStatement();
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
