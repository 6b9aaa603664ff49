import { isIP } from 'node:net';

/** Which database to use, read from `DATABASE_URL`. */
export type DatabaseAddress =
  | { readonly engine: 'sqlite'; readonly path: string }
  | {
      readonly engine: 'mysql' | 'mariadb';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
      readonly tls: boolean;
    };

const EXPECTED = 'expected sqlite:<path>, mysql://user:password@host:port/database or mariadb://… the same way';

/**
 * Reads a database address.
 *
 * @throws Error with a sentence that names what is wrong and what was expected; never shows the password.
 */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  if (text.startsWith('sqlite:')) {
    const path = text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '') throw new Error(`it names no file; ${EXPECTED}`);
    return { engine: 'sqlite', path };
  }
  const url = URL.parse(text);
  if (!url) throw new Error(`it is not an address; ${EXPECTED}`);
  const engine = url.protocol.slice(0, -1);
  if (engine !== 'mysql' && engine !== 'mariadb') throw new Error(`"${engine}:" is not a known engine; ${EXPECTED}`);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (!url.hostname) throw new Error(`it names no host; ${EXPECTED}`);
  if (!/^[\w$-]{1,64}$/.test(database)) throw new Error(`it names no database after the host; ${EXPECTED}`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const tls = ['required', 'true', '1'].includes(url.searchParams.get('tls') ?? '');
  // The driver compares names only.
  if (tls && isIP(host) !== 0)
    throw new Error('it asks for TLS and names the host by its number; expected the name that its certificate is for');
  return {
    engine,
    host,
    port: url.port === '' ? 3306 : Number(url.port),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database,
    tls,
  };
}

/** Whether two addresses name the same database. */
export function isSamePlace(one: DatabaseAddress, other: DatabaseAddress): boolean {
  if (one.engine === 'sqlite' || other.engine === 'sqlite') {
    return one.engine === 'sqlite' && other.engine === 'sqlite' && one.path === other.path && one.path !== ':memory:';
  }
  return one.host === other.host && one.port === other.port && one.database === other.database;
}
