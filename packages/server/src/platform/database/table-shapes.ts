import { sql } from 'kysely';
import type { DatabaseAddress } from './database-url.ts';
import type { Reader } from './tables.ts';

/** A table as the database has it, which may be another version's. */
export interface TableShape {
  readonly name: string;
  /** In alphabetical order, the same on every engine. */
  readonly columns: readonly { readonly name: string; readonly binary: boolean }[];
  /** The columns of the primary key, in its order. */
  readonly primaryKey: readonly string[];
}

interface ColumnRow {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
  /** Place in the primary key, from 1; 0 for columns outside it. */
  readonly key_place: number;
}

/** The tables of the open database, in alphabetical order. */
export async function readTableShapes(read: Reader, engine: DatabaseAddress['engine']): Promise<TableShape[]> {
  const rows = engine === 'sqlite' ? await sqliteColumns(read) : await serverColumns(read);
  const byTable = Map.groupBy(rows, (row) => row.table_name);
  return [...byTable]
    .map(([name, columns]) => ({
      name,
      columns: columns
        .map((column) => ({ name: column.column_name, binary: /blob|binary/i.test(column.data_type) }))
        .toSorted((a, b) => compare(a.name, b.name)),
      primaryKey: columns
        .filter((column) => Number(column.key_place) > 0)
        .toSorted((a, b) => Number(a.key_place) - Number(b.key_place))
        .map((column) => column.column_name),
    }))
    .toSorted((a, b) => compare(a.name, b.name));
}

async function sqliteColumns(read: Reader): Promise<readonly ColumnRow[]> {
  const { rows } = await sql<ColumnRow>`
    select t.name as table_name, c.name as column_name, c.type as data_type, c.pk as key_place
    from sqlite_master t join pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'`.execute(read);
  return rows;
}

async function serverColumns(read: Reader): Promise<readonly ColumnRow[]> {
  const { rows } = await sql<ColumnRow>`
    select c.table_name as table_name, c.column_name as column_name, c.data_type as data_type,
      coalesce(k.seq_in_index, 0) as key_place
    from information_schema.columns c
    left join information_schema.statistics k on k.table_schema = c.table_schema and k.table_name = c.table_name
      and k.column_name = c.column_name and k.index_name = 'PRIMARY'
    where c.table_schema = database()`.execute(read);
  return rows;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
