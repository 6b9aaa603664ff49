import {
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
import { SqliteThreadConnection } from './sqlite-thread-connection.ts';

/** Kysely on a read-only SQLite connection in a thread of its own. */
export class SqliteThreadDialect implements Dialect {
  readonly #connection: SqliteThreadConnection;

  constructor(path: string, onStatement: () => void, limitMs?: number) {
    this.#connection = new SqliteThreadConnection(path, onStatement, limitMs);
  }

  createDriver(): Driver {
    const connection = this.#connection;
    const refuse = async () => {
      throw new Error('the reading thread runs no transactions');
    };
    return {
      init: async () => {},
      acquireConnection: async (): Promise<DatabaseConnection> => connection,
      releaseConnection: async () => {},
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
      destroy: () => connection.close(),
    };
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
