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
    // The driver would take the certificate of any host that somebody whom Node trusts has signed.
    ...(address.tls ? { ssl: { verifyIdentity: true } } : {}),
  };
}

// Each server reads the comment that is meant for it. Theirs are the variables' units: seconds there, milliseconds here.
const limited = (milliseconds: number) =>
  `set session innodb_lock_wait_timeout = 10 /*M!100101 , max_statement_time = ${milliseconds / 1000} */ /*!50708 , max_execution_time = ${milliseconds} */`;

/**
 * A pool whose connections all have our session settings before their first query. With a limit (ms), the server itself
 * ends a statement that takes longer. Connections that write take several statements at once, those that read one: the
 * narrower door for what callers can shape.
 */
export function openPool(
  address: ServerAddress,
  kind: 'reading' | 'writing',
  { size, limitMs }: { readonly size: number; readonly limitMs?: number | undefined },
): Pool {
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
    if (limitMs !== undefined) connection.query(limited(limitMs), () => {});
  });
  return pool;
}
