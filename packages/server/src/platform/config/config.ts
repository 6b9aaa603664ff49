import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { BreachedSource } from '../breached-passwords/breached-passwords.ts';
import type { TransitOptions } from '../crypto/key-store/transit-wrapper.ts';
import { type DatabaseAddress, isSamePlace, parseDatabaseUrl } from '../database/database-url.ts';
import { readBreached } from './read-breached.ts';
import { readTransit } from './read-transit.ts';

/** Everything the process was told from outside, checked. Read once, when it starts. */
export interface Config {
  /** `development` allows free documents with a session and shows the schema; everything else is as in production. */
  readonly mode: 'production' | 'development';
  readonly database: DatabaseAddress;
  /** Absolute folder of uploads, exports, backups and the embedded database. */
  readonly dataFolder: string;
  /** Absolute folder of the installation's secrets. */
  readonly keysFolder: string;
  /** Where the keys of sealed values are, outside the database. */
  readonly keyStore: DatabaseAddress;
  /** The key service that wraps them; undefined when the master key is a file in the keys folder. */
  readonly transit: TransitOptions | undefined;
  /** Absolute path of the file outside the database that signed checkpoints of the audit chain are added to. */
  readonly auditWitness: string;
  /** Where passwords that were in leaks are looked up; undefined when nowhere. */
  readonly breachedPasswords: BreachedSource | undefined;
  readonly host: string;
  readonly port: number;
  /** The address people use, without a slash at its end; undefined when it is simply this machine's. */
  readonly publicUrl: string | undefined;
  /** Whether forwarded-for headers of a proxy on this machine are believed. */
  readonly behindProxy: boolean;
  readonly logLevel: LogLevel;
  /** Whether this process starts a worker of its own. */
  readonly embeddedWorker: boolean;
  /** Lets a scraper on another machine read `/metrics`. */
  readonly metricsToken: string | undefined;
}

type LogLevel = (typeof LOG_LEVELS)[number];

const LOG_LEVELS = ['error', 'warn', 'info', 'debug', 'silent'] as const;
const SHORTEST_METRICS_TOKEN = 16;

/** The environment holds mistakes; all of them are in `problems`, one sentence each. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration from environment variables; paths are relative to `folder`.
 *
 * @throws ConfigError naming every variable that is wrong and what was expected. Values that may hold a password are not shown.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const problems: string[] = [];
  const text = (name: string) => env[name]?.trim() || undefined;
  function choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = text(name);
    const found = allowed.find((one) => one === value);
    if (value !== undefined && !found) problems.push(`${name} is "${value}"; expected one of ${allowed.join(', ')}`);
    return found ?? fallback;
  }

  const dataFolder = resolve(folder, text('DOSSIER_DATA') ?? 'data');
  const mode = choice('DOSSIER_MODE', ['production', 'development'], 'production');
  const logLevel = choice('LOG_LEVEL', LOG_LEVELS, 'info');
  const worker = choice('DOSSIER_WORKER', ['embedded', 'none'], 'embedded');
  const port = readPort(text('PORT'), problems);
  const publicUrl = readPublicUrl(text('PUBLIC_URL'), problems);
  const host = text('HOST') ?? '127.0.0.1';
  if (!isLoopback(host) && !publicUrl?.startsWith('https://') && mode === 'production') {
    problems.push(
      `HOST is "${host}", which other machines can reach; then PUBLIC_URL must be the https:// address that people use, because passwords must not travel in the clear`,
    );
  }
  const metricsToken = text('METRICS_TOKEN');
  if (metricsToken !== undefined && metricsToken.length < SHORTEST_METRICS_TOKEN) {
    problems.push(`METRICS_TOKEN is too short; expected at least ${SHORTEST_METRICS_TOKEN} characters`);
  }
  const keysFolder = resolve(folder, text('DOSSIER_KEYS') ?? join(dataFolder, 'keys'));
  const auditWitness = readWitnessPath(text('DOSSIER_AUDIT_WITNESS'), { folder, dataFolder, keysFolder }, problems);
  const addressOf = (name: string, fallback: string) => readDatabase(name, text(name) ?? fallback, folder, problems);
  const database = addressOf('DATABASE_URL', `sqlite:${join(dataFolder, 'dossier.sqlite')}`);
  const keyStore = addressOf('KEYSTORE_URL', `sqlite:${join(keysFolder, 'subjects.sqlite')}`);
  if (database && keyStore && isSamePlace(database, keyStore)) {
    problems.push(
      'KEYSTORE_URL names the database itself; expected another one, since a copy of both together keeps nothing secret',
    );
  }
  const transit = readTransit(text, folder, problems);
  const breachedPasswords = readBreached(text('DOSSIER_BREACHED_PASSWORDS'), folder, problems);
  if (problems.length > 0 || !database || !keyStore) throw new ConfigError(problems);
  return {
    mode,
    database,
    dataFolder,
    keysFolder,
    keyStore,
    transit,
    auditWitness,
    breachedPasswords,
    host,
    port,
    publicUrl,
    behindProxy: publicUrl !== undefined,
    logLevel,
    embeddedWorker: worker === 'embedded',
    metricsToken,
  };
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}

function readPort(value: string | undefined, problems: string[]): number {
  if (value === undefined) return 4000;
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  problems.push(`PORT is "${value}"; expected a whole number from 0 to 65535`);
  return 0;
}

function readPublicUrl(value: string | undefined, problems: string[]): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.username;
  if (isOrigin) return url.origin;
  problems.push(
    `PUBLIC_URL is "${value}"; expected the address that people use, such as https://dossier.example.com, without a path`,
  );
  return undefined;
}

function readWitnessPath(
  value: string | undefined,
  { folder, dataFolder, keysFolder }: { folder: string; dataFolder: string; keysFolder: string },
  problems: string[],
): string {
  if (value === undefined) return join(dataFolder, 'audit-witness.jsonl');
  const path = resolve(folder, value);
  if (/[/\\]$/.test(value) || path === dataFolder || path === keysFolder) {
    problems.push(`DOSSIER_AUDIT_WITNESS is "${value}", a folder; expected the path of a file`);
  }
  return path;
}

function readDatabase(name: string, value: string, folder: string, problems: string[]): DatabaseAddress | undefined {
  try {
    const address = parseDatabaseUrl(value);
    if (address.engine !== 'sqlite' || address.path === ':memory:') return address;
    return { engine: 'sqlite', path: resolve(folder, address.path) };
  } catch (error) {
    problems.push(`${name} is wrong: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
