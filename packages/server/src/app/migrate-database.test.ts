import { Migration } from '@mikro-orm/migrations';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackup } from '../modules/operations/index.ts';
import { sql } from 'kysely';
import type { Services } from '../platform/context/context.ts';
import { SchemaTooNew } from '../platform/database/migrate.ts';
import { createTestDatabase, type TestDatabase, testEngine } from '../platform/testing/test-database.ts';
import { createTestServices } from '../platform/testing/test-context.ts';
import { createSchemaStatements } from '../platform/database/schema-sql.ts';
import { entities } from './entities.ts';
import { migrateDatabase, openSchema } from './migrate-database.ts';
import { migrationsFor } from './migrations/migrations.ts';

class Second extends Migration {
  override name = '0002-test';
  override up(): void {
    this.addSql('create table later_table (id integer not null primary key)');
  }
}

let test: TestDatabase;
let services: Services;
beforeAll(async () => {
  test = await createTestDatabase({ migrated: false });
  services = createTestServices(test.db, test.folder);
});
afterAll(async () => await test.drop());

const backups = () => {
  try {
    return readdirSync(join(test.folder, 'backups'));
  } catch {
    return [];
  }
};

describe('migrateDatabase', () => {
  it('makes the tables of a new installation without a backup, once', async () => {
    expect(await migrateDatabase(services)).toEqual(['0001-initial']);
    expect(await migrateDatabase(services)).toEqual([]);
    expect(backups()).toEqual([]);
  });

  it('writes a whole backup before tables with content are changed', async () => {
    const token = { token: '李', customer_id: 1 };
    await test.db.transaction(async (trx) => await trx.insertInto('search_token').values(token).execute());
    const later = [...migrationsFor(test.db.address.engine), { name: '0002-test', class: Second }];
    expect(await migrateDatabase(services, later)).toEqual(['0002-test']);
    const [name, ...others] = backups();
    expect(name).toMatch(/^before-0002-test-\d+\.tar$/);
    expect(others).toEqual([]);
    const { manifest } = await openBackup(join(test.folder, 'backups', name ?? ''));
    expect(manifest.migrations).toEqual(['0001-initial']);
    expect(manifest.tables.find((table) => table.name === 'search_token')?.rows).toBe(1);
  });

  it('refuses a database that a newer program has migrated', async () => {
    await expect(migrateDatabase(services)).rejects.toThrow(SchemaTooNew);
  });

  it('refuses a database whose restore was interrupted', async () => {
    await sql`create table restore_unfinished (id integer not null primary key)`.execute(test.db.write);
    await expect(migrateDatabase(services)).rejects.toThrow('A restore of this database was interrupted');
  });
});

// SQLite takes back what a killed migration has done.
describe.skipIf(testEngine() === 'sqlite')('a migration that was killed between two statements', () => {
  const differences = async ({ db }: TestDatabase) =>
    await (await openSchema(db)).schema.getUpdateSchemaSQL({ wrap: false });
  let whole: TestDatabase;
  beforeAll(async () => {
    whole = await createTestDatabase();
  });
  afterAll(async () => await whole.drop());

  it.each([1, 7, 1_000])('runs again over the %i that were done', async (done) => {
    const half = await createTestDatabase({ migrated: false });
    try {
      for (const statement of (await createSchemaStatements(half.db, entities)).slice(0, done))
        await sql.raw(statement).execute(half.db.write);
      expect(await migrateDatabase(createTestServices(half.db, half.folder))).toEqual(['0001-initial']);
      expect(await differences(half)).toBe(await differences(whole));
    } finally {
      await half.drop();
    }
  });
});
