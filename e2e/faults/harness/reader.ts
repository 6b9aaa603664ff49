import { createRequire } from 'node:module';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { ROOT } from './root.ts';

/** One row as the engine gives it. */
export type Row = Readonly<Record<string, string | number | Uint8Array | null>>;

/** Looks into an installation's database from outside, past all of the product's own code. */
export interface Reader {
  all(sql: string): Promise<Row[]>;
  run(sql: string): Promise<void>;
  tables(): Promise<string[]>;
  close(): Promise<void>;
}

interface MysqlConnection {
  query(sql: string): Promise<[unknown]>;
  end(): Promise<void>;
  on(event: 'error', listener: () => void): void;
}

/** Opens a reader of a `sqlite:`, `mysql:` or `mariadb:` address. */
export async function openReader(url: string): Promise<Reader> {
  return url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length)) : await openServer(url);
}

function openSqlite(path: string): Reader {
  // Reading only: a reader must not be the one that makes the file.
  const database = new DatabaseSync(path, { readOnly: true, timeout: 10_000 });
  const all = async (sql: string) => database.prepare(sql).all() as Row[];
  return {
    all,
    run: async (sql) => {
      const writer = new DatabaseSync(path, { timeout: 10_000 });
      writer.exec(sql);
      writer.close();
    },
    tables: async () =>
      (await all(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)).map(({ name }) =>
        String(name),
      ),
    close: async () => database.close(),
  };
}

async function openServer(url: string): Promise<Reader> {
  // The driver belongs to the server; the journeys have no dependencies of their own.
  const mysql = createRequire(join(ROOT, 'packages', 'server', 'package.json'))('mysql2/promise') as {
    createConnection(options: object): Promise<MysqlConnection>;
  };
  const { hostname, port, username, password, pathname } = new URL(url);
  const connection = await mysql.createConnection({
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    ...(pathname.length > 1 ? { database: pathname.slice(1) } : {}),
    supportBigNumbers: true,
  });
  connection.on('error', () => {});
  const all = async (sql: string) => (await connection.query(sql))[0] as Row[];
  return {
    all,
    run: async (sql) => void (await connection.query(sql)),
    tables: async () => (await all('show tables')).map((row) => String(Object.values(row)[0])),
    close: async () => await connection.end(),
  };
}
