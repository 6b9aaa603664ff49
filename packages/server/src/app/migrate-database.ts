import { sql } from 'kysely';
import { join } from 'node:path';
import { isRestoreUnfinished, writeBackup } from '../modules/operations/index.ts';
import type { Services } from '../platform/context/context.ts';
import type { Database } from '../platform/database/database.ts';
import { migrate, migrationState } from '../platform/database/migrate.ts';
import { type NamedMigration, openOrm } from '../platform/database/orm.ts';
import { entities } from './entities.ts';
import { migrationsFor } from './migrations/migrations.ts';
import { StartProblem } from './start-problem.ts';

/** The object-relational mapper over an open database: this program's tables and migrations. */
export async function openSchema(db: Database, migrations = migrationsFor(db.address.engine)) {
  return await openOrm(db, entities, migrations);
}

/**
 * Brings the tables up to this program's. When there is anything in them, a backup is written into the data folder first.
 *
 * @returns the migrations that were run
 * @throws SchemaTooNew when a newer program wrote the database; StartProblem when a restore of it was interrupted
 */
export async function migrateDatabase(
  services: Services,
  migrations: readonly NamedMigration[] = migrationsFor(services.db.address.engine),
): Promise<readonly string[]> {
  const { db } = services;
  // The write connection makes the file of a new embedded database; a reading one could not.
  await sql`select 1`.execute(db.write);
  if (await isRestoreUnfinished(db)) {
    throw new StartProblem('A restore of this database was interrupted: run `dossier restore` with --replace again.');
  }
  const orm = await openSchema(db, migrations);
  const { pending, executed, unknown } = await migrationState(orm);
  if (pending.length > 0 && executed.length > 0 && unknown.length === 0) {
    const path = join(services.dataFolder, 'backups', `before-${pending[0]}-${services.now()}.tar`);
    const { size } = await writeBackup(services, path);
    services.log.info({ path, size }, 'a backup was written before the tables are changed');
  }
  return await migrate(orm);
}

/** Makes this program's tables up to and including one migration, or all. */
export async function migrateTo(db: Database, last: string | undefined): Promise<void> {
  const orm = await openSchema(db);
  await orm.migrator.up(last === undefined ? {} : { to: last });
}
