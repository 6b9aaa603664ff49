import type { MikroORM } from '@mikro-orm/sql';

/** What stands between the database and this program. */
export interface MigrationState {
  readonly pending: readonly string[];
  readonly executed: readonly string[];
  /** Migrations the database has that this program does not know: it was written by a newer version. */
  readonly unknown: readonly string[];
}

/** Compares the migrations this program carries with those the database has had. Changes nothing but its own table. */
export async function migrationState(orm: MikroORM): Promise<MigrationState> {
  const known = orm.config.get('migrations').migrationsList?.map(({ name }) => name) ?? [];
  const executed = (await orm.migrator.getExecuted()).map(({ name }) => name);
  return {
    pending: known.filter((name) => !executed.includes(name)),
    executed,
    unknown: executed.filter((name) => !known.includes(name)),
  };
}

/**
 * Brings the schema up to this program's.
 *
 * @throws Error when the database was written by a newer version: going on could lose what it added.
 */
export async function migrate(orm: MikroORM): Promise<readonly string[]> {
  const { pending, unknown } = await migrationState(orm);
  if (unknown.length > 0) throw new SchemaTooNew(unknown);
  if (pending.length > 0) await orm.migrator.up();
  return pending;
}

/** The database was migrated by a newer program than this one. */
export class SchemaTooNew extends Error {
  constructor(unknown: readonly string[]) {
    super(
      `the database was written by a newer Dossier (it has ${unknown.join(', ')}): install that version or restore an older backup`,
    );
    this.name = 'SchemaTooNew';
  }
}
