import type { EntitySchema } from '@mikro-orm/sql';
import type { Database } from './database.ts';
import { openOrm } from './orm.ts';

// Rows of these tables are long: kept apart from the key, which a clustered table would not do.
const LONG_ROWS = ['source_record'];

/**
 * The statements that create every table of `entities` on the engine of `db`, which need not be reachable.
 *
 * On SQLite single keys become the row's own key (no second index) and small tables with composite keys are clustered by
 * them, as InnoDB does; MikroORM's generator knows neither.
 */
export async function createSchemaStatements(db: Database, entities: readonly EntitySchema[]): Promise<string[]> {
  const orm = await openOrm(db, entities, []);
  const statements = (await orm.schema.getCreateSchemaSQL({ wrap: false }))
    .split(/;\n/)
    .map((statement) => statement.trim().replace(/;$/, ''))
    .filter((statement) => statement.startsWith('create') || statement.startsWith('alter'));
  return db.address.engine === 'sqlite' ? statements.map(forSqlite) : forServer(statements);
}

function forSqlite(statement: string): string {
  const table = /^create table `(\w+)`/.exec(statement)?.[1];
  if (table === undefined) return statement;
  const own = statement.replace('`id` bigint not null primary key', '`id` integer not null primary key');
  const clustered = / primary key \(`/.test(own) && !LONG_ROWS.includes(table);
  return clustered ? `${own} without rowid` : own;
}

/**
 * One statement for each table, its indexes within: every statement is done wholly or not at all, and can run again. A kill
 * between two of them leaves some done, and no engine of the family takes DDL back.
 */
function forServer(statements: readonly string[]): string[] {
  const indexes = Map.groupBy(statements.flatMap(addedIndex), ({ table }) => table);
  return statements.flatMap((statement) => {
    const table = /^create table `(\w+)`/.exec(statement)?.[1];
    if (table === undefined) return addedIndex(statement).length > 0 ? [] : [statement];
    const own = (indexes.get(table) ?? []).map(({ index }) => `, ${index}`).join('');
    return statement
      .replace(/^create table `/, 'create table if not exists `')
      .replace(/\)( default character set .*)?$/, (end) => `${own}${end}`);
  });
}

function addedIndex(statement: string): { table: string; index: string }[] {
  const [, table, index] = /^alter table `(\w+)` add ((?:unique |fulltext )?(?:index )?`.*)$/.exec(statement) ?? [];
  return table === undefined || index === undefined ? [] : [{ table, index }];
}
