import type { DatabaseAddress } from '../../platform/database/database-url.ts';
import type { NamedMigration } from '../../platform/database/orm.ts';
import { Initial as MysqlInitial } from './mysql/0001-initial.ts';
import { Initial as SqliteInitial } from './sqlite/0001-initial.ts';

const SQLITE: readonly NamedMigration[] = [{ name: '0001-initial', class: SqliteInitial }];
const MYSQL: readonly NamedMigration[] = [{ name: '0001-initial', class: MysqlInitial }];

/** The migrations of an engine, oldest first. MySQL and MariaDB share theirs. */
export function migrationsFor(engine: DatabaseAddress['engine']): readonly NamedMigration[] {
  return engine === 'sqlite' ? SQLITE : MYSQL;
}
