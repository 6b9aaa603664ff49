import { CompiledQuery, SqliteAdapter } from 'kysely';
import type { Tables, Trx } from './tables.ts';

const ROWS_PER_STATEMENT = 1_000;
// SQLite allows 32,766 bound values in a statement; servers allow 65,535.
const VALUES_PER_STATEMENT = 30_000;

/**
 * Inserts many rows with few statements. `rows` hold the values in the order of `columns`.
 * `onConflict: 'skip'` leaves rows whose key exists already as they are.
 */
export async function bulkInsert<Table extends keyof Tables & string>(
  trx: Trx,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  rows: readonly (readonly unknown[])[],
  options: { onConflict?: 'fail' | 'skip' } = {},
): Promise<void> {
  const isSqlite = isSqliteTransaction(trx);
  const first = quoted(columns[0] ?? '', isSqlite);
  // Not INSERT IGNORE on servers: that would also swallow values that do not fit.
  const skip = isSqlite ? ' on conflict do nothing' : ` on duplicate key update ${first} = ${first}`;
  await insertRows(trx, table, columns, rows, options.onConflict === 'skip' ? skip : '');
}

/** Inserts many rows, and gives rows that exist already (by `key`) the new values of all other columns. */
export async function bulkUpsert<Table extends keyof Tables & string>(
  trx: Trx,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  key: readonly (keyof Tables[Table] & string)[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const isSqlite = isSqliteTransaction(trx);
  const changed = columns.filter((column) => !key.includes(column)).map((column) => quoted(column, isSqlite));
  const tail = isSqlite
    ? ` on conflict (${key.map((column) => quoted(column, true)).join(', ')}) do update set ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}`
    : ` on duplicate key update ${changed.map((name) => `${name} = values(${name})`).join(', ')}`;
  await insertRows(trx, table, columns, rows, tail);
}

async function insertRows(
  trx: Trx,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  tail: string,
): Promise<void> {
  const perStatement = Math.min(ROWS_PER_STATEMENT, Math.floor(VALUES_PER_STATEMENT / columns.length));
  const isSqlite = isSqliteTransaction(trx);
  const head = `insert into ${quoted(table, isSqlite)} (${columns.map((name) => quoted(name, isSqlite)).join(', ')}) values `;
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += perStatement) {
    const part = rows.slice(start, start + perStatement);
    const sql = head + Array.from({ length: part.length }, () => tuple).join(', ') + tail;
    await trx.executeQuery(CompiledQuery.raw(sql, part.flat()));
  }
}

function isSqliteTransaction(trx: Trx): boolean {
  return trx.getExecutor().adapter instanceof SqliteAdapter;
}

function quoted(name: string, isSqlite: boolean): string {
  return isSqlite ? `"${name}"` : `\`${name}\``;
}
