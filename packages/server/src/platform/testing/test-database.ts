import { sql } from 'kysely';
import { createConnection } from 'mysql2/promise';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../../app/entities.ts';
import { migrationsFor } from '../../app/migrations/migrations.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { type DatabaseAddress, parseDatabaseUrl } from '../database/database-url.ts';
import { migrate } from '../database/migrate.ts';
import { openOrm } from '../database/orm.ts';

/** A fresh, migrated database of the engine under test, and the folder for files beside it. */
export interface TestDatabase {
  readonly db: Database;
  readonly folder: string;
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * Makes a database of its own for one test file. `DOSSIER_TEST_MYSQL_URL` (a server and user that may create databases)
 * chooses the MySQL family; without it the tests run on SQLite.
 */
export async function createTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));
  const url = await freshUrl(folder);
  const address = parseDatabaseUrl(url);
  if (options.migrated !== false && address.engine === 'sqlite') copyFileSync(await migratedFile(), address.path);
  const db = openDatabase(address);
  if (options.migrated !== false && address.engine !== 'sqlite')
    await migrate(await openOrm(db, entities, migrationsFor(address.engine)));
  return {
    db,
    folder,
    url,
    drop: async () => {
      if (address.engine !== 'sqlite') await sql.raw(`drop database \`${address.database}\``).execute(db.write);
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let migrated: Promise<string> | undefined;

// Migrating takes a tenth of a second, copying what was migrated none.
async function migratedFile(): Promise<string> {
  return await (migrated ??= makeMigratedFile());
}

async function makeMigratedFile(): Promise<string> {
  const path = join(process.env['DOSSIER_TEST_KEPT'] ?? tmpdir(), `migrated-${process.pid}.sqlite`);
  const db = openDatabase({ engine: 'sqlite', path });
  await migrate(await openOrm(db, entities, migrationsFor('sqlite')));
  // The last connection to a file writes its journal into it.
  await db.close();
  return path;
}

async function freshUrl(folder: string): Promise<string> {
  const server = process.env['DOSSIER_TEST_MYSQL_URL'];
  if (!server) return `sqlite:${join(folder, 'dossier.sqlite')}`;
  const name = `dossier_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  const connection = await createConnection({
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  });
  await connection.query(`create database \`${name}\` character set utf8mb4 collate utf8mb4_bin`);
  await connection.end();
  url.pathname = `/${name}`;
  return url.toString();
}

/** The engine under test, for the few tests that are about one engine. */
export function testEngine(): DatabaseAddress['engine'] {
  const server = process.env['DOSSIER_TEST_MYSQL_URL'];
  if (!server) return 'sqlite';
  return server.startsWith('mariadb') ? 'mariadb' : 'mysql';
}
