import { MariaDbDriver } from '@mikro-orm/mariadb';
import { Migrator } from '@mikro-orm/migrations';
import { MySqlDriver } from '@mikro-orm/mysql';
import { type EntitySchema, MikroORM, type Options, SqliteDriver } from '@mikro-orm/sql';
import type { Migration } from '@mikro-orm/migrations';
import type { Database } from './database.ts';

/** A migration as the bundle carries it. */
export interface NamedMigration {
  readonly name: string;
  readonly class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
}

const DRIVERS = { sqlite: SqliteDriver, mysql: MySqlDriver, mariadb: MariaDbDriver };

/**
 * MikroORM over an open database: table definitions, migrations and their comparison. Queries go through the
 * repositories' own connection, which this shares.
 */
export async function openOrm(
  db: Database,
  entities: readonly EntitySchema[],
  migrations: readonly NamedMigration[],
): Promise<MikroORM> {
  const { address } = db;
  return await MikroORM.init({
    driver: DRIVERS[address.engine] as Options['driver'],
    dbName: address.engine === 'sqlite' ? address.path : address.database,
    driverOptions: db.write,
    entities: [...entities],
    extensions: [Migrator],
    forceUtcTimezone: true,
    logger: () => {},
    charset: 'utf8mb4',
    collate: 'utf8mb4_bin',
    discovery: { warnWhenNoEntities: false },
    schemaGenerator: { createForeignKeyConstraints: false, disableForeignKeys: false },
    migrations: {
      tableName: 'migration',
      snapshot: false,
      transactional: true,
      allOrNothing: false,
      disableForeignKeys: false,
      migrationsList: [...migrations],
    },
  });
}
