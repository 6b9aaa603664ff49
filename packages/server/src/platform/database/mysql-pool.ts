import { createPool, type Pool, type PoolOptions } from 'mysql2';
import type { DatabaseAddress } from './database-url.ts';

type ServerAddress = Exclude<DatabaseAddress, { engine: 'sqlite' }>;

// Strict mode refuses what would be cut or rounded; READ COMMITTED keeps gap locks away from concurrent writers.
const SESSION = [
  "set session sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
  'set session transaction isolation level read committed',
  "set session time_zone = '+00:00'",
  'set session innodb_lock_wait_timeout = 10',
];

/** The settings of every connection to a MySQL-family server. */
export function connectionOptions(address: ServerAddress): PoolOptions {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password,
    database: address.database,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    connectTimeout: 5_000,
    ...(address.tls ? { ssl: {} } : {}),
  };
}

/**
 * A pool whose connections all have our session settings before their first query. Connections that write take several
 * statements at once, those that read one: the narrower door for what callers can shape.
 */
export function openPool(address: ServerAddress, size: number, kind: 'reading' | 'writing'): Pool {
  const pool = createPool({
    ...connectionOptions(address),
    multipleStatements: kind === 'writing',
    connectionLimit: size,
    maxIdle: size,
    enableKeepAlive: true,
  });
  pool.on('connection', (connection) => {
    // Queued on the connection ahead of the query that asked for it; a failure surfaces in that query.
    for (const statement of SESSION) connection.query(statement, () => {});
  });
  return pool;
}
