import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';
import type { RawRows } from './raw-rows.ts';

const READS = /^\s*(?:select|pragma|explain|with|values)\b|\breturning\b/i;
const CACHED_STATEMENTS = 400;

/** Pages that a connection keeps, at most. */
const CACHE_KIB = 32_768;

/** Opens a SQLite file with the settings that every connection of ours has; `cacheKiB` for one that is small. */
export function openSqlite(path: string, options: { readOnly: boolean; cacheKiB?: number }): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: options.readOnly, enableForeignKeyConstraints: false });
  // A writer never waits inside SQLite (that would stop this process's event loop): BEGIN IMMEDIATE is retried by us.
  database.exec(`pragma busy_timeout = ${options.readOnly ? 2000 : 0}`);
  if (!options.readOnly) {
    database.exec('pragma journal_mode = WAL');
    database.exec('pragma synchronous = FULL');
    // 64 MB: what many commits change again and again, as an import does with every index, goes to the file once.
    database.exec('pragma wal_autocheckpoint = 16000');
  }
  database.exec(`pragma cache_size = -${options.cacheKiB ?? CACHE_KIB}`);
  database.exec('pragma temp_store = MEMORY');
  return database;
}

/** Whether another process holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && /database is locked|database table is locked|SQLITE_BUSY/i.test(error.message);
}

/** Runs compiled queries on one open SQLite file; statements are prepared once and kept. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, { statement: StatementSync; reads: boolean }>();
  readonly #arrays = new Map<string, { statement: StatementSync; columns: readonly string[] }>();
  readonly #onStatement: () => void;

  constructor(database: DatabaseSync, onStatement: () => void) {
    this.#database = database;
    this.#onStatement = onStatement;
  }

  /** Runs one statement at once, without the promise that the interface asks for. */
  run<Row>(sql: string, parameters: readonly unknown[]): QueryResult<Row> {
    this.#onStatement();
    const { statement, reads } = this.#prepare(sql);
    const values = bindables(parameters);
    // The driver returns rows as objects keyed by column; their type is the caller's statement.
    if (reads) return { rows: statement.all(...values) as Row[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  /** Runs one read; its rows as arrays, which the driver makes three times as fast as objects. */
  arrays(sql: string, parameters: readonly unknown[]): RawRows {
    this.#onStatement();
    let known = this.#arrays.get(sql);
    if (!known) {
      const statement = this.#database.prepare(sql);
      statement.setReturnArrays(true);
      known = { statement, columns: statement.columns().map(({ name }) => name) };
      keep(this.#arrays, sql, known);
    }
    // With arrays asked for, the driver returns arrays.
    const rows = known.statement.all(...parameters.map(bindable)) as unknown as unknown[][];
    return { columns: known.columns, rows };
  }

  /**
   * Runs one insert for each row through a single prepared statement: twice as fast here as many-row inserts. Counts as one
   * statement, which is what it is on a server.
   */
  runMany(sql: string, rows: readonly (readonly unknown[])[]): void {
    this.#onStatement();
    const { statement } = this.#prepare(sql);
    for (const row of rows) statement.run(...bindables(row));
  }

  async executeQuery<Row>(
    query: CompiledQuery & { readonly rows?: readonly (readonly unknown[])[] },
  ): Promise<QueryResult<Row>> {
    if (query.rows) {
      this.runMany(query.sql, query.rows);
      return { rows: [] };
    }
    return this.run<Row>(query.sql, query.parameters);
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    this.#onStatement();
    // A statement of its own: a cached one may be run again while this iteration is still open.
    const statement = this.#database.prepare(query.sql);
    for (const row of statement.iterate(...query.parameters.map(bindable))) yield { rows: [row as Row] };
  }

  close(): void {
    this.#statements.clear();
    this.#arrays.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(sql: string) {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = { statement: this.#database.prepare(sql), reads: READS.test(sql) };
    keep(this.#statements, sql, prepared);
    return prepared;
  }
}

/** Remembers a statement, and forgets the oldest when there are many. */
function keep<Prepared>(statements: Map<string, Prepared>, sql: string, prepared: Prepared): void {
  if (statements.size >= CACHED_STATEMENTS) {
    const oldest = statements.keys().next().value;
    if (oldest !== undefined) statements.delete(oldest);
  }
  statements.set(sql, prepared);
}

// Nearly always all of them can be bound as they are: copying every list to find that costs an import a tenth.
function bindables(values: readonly unknown[]): readonly SQLInputValue[] {
  return values.some(isUnbindable) ? values.map(bindable) : (values as readonly SQLInputValue[]);
}

function isUnbindable(value: unknown): boolean {
  return value === undefined || typeof value === 'boolean';
}

function bindable(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === undefined) return null;
  // What remains is a string, number, bigint, null or bytes: repositories bind nothing else.
  return value as SQLInputValue;
}
