import type { Services } from '../platform/context/context.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openOrm } from '../platform/database/orm.ts';
import { entities } from './entities.ts';
import { migrationsFor } from './migrations/migrations.ts';

/** The object-relational mapper over the open database, for its tables' definitions and migrations. */
export async function openSchema(db: Services['db']) {
  return await openOrm(db, entities, migrationsFor(db.address.engine));
}

/**
 * Brings the tables up to this program's. When there is anything in them, a backup is written first.
 *
 * @returns the migrations that were run
 * @throws SchemaTooNew when a newer program wrote the database
 */
export async function migrateDatabase(services: Services): Promise<readonly string[]> {
  return await migrate(await openSchema(services.db));
}
