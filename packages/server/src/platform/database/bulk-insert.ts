import { CompiledQuery, SqliteAdapter } from 'kysely';
import type { DeferrableQuery } from './mysql-dialect.ts';
import type { Tables, Trx } from './tables.ts';

const ROWS_PER_STATEMENT = 1_000;
// Servers allow 65,535 bound values in a statement. On SQLite a prepared statement of this size was the fastest measured:
// 1.7 µs a row of two columns, against 2.8 one by one.
const SERVER_VALUES = 30_000;
const SQLITE_VALUES = 1_000;
// What is small waits for the next statement; see DeferrableQuery.
const DEFERRED_VALUES = 1_000;

/**
 * Inserts many rows with few statements. `rows` hold the values in the order of `columns`.
 * `onConflict: 'skip'` leaves rows whose key exists already as they are. On a server few rows are sent with the
 * transaction's next statement: a key that is taken is met there, and makes the transaction run again.
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

/** Inserts many rows, and gives rows that exist already (by `key`) the new values of the `changed` columns: of all others unless told. */
export async function bulkUpsert<Table extends keyof Tables & string>(
  trx: Trx,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  key: readonly (keyof Tables[Table] & string)[],
  rows: readonly (readonly unknown[])[],
  changed: readonly (keyof Tables[Table] & string)[] = columns.filter((column) => !key.includes(column)),
): Promise<void> {
  const isSqlite = isSqliteTransaction(trx);
  const names = changed.map((column) => quoted(column, isSqlite));
  const tail = isSqlite
    ? ` on conflict (${key.map((column) => quoted(column, true)).join(', ')}) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`
    : ` on duplicate key update ${names.map((name) => `${name} = values(${name})`).join(', ')}`;
  await insertRows(trx, table, columns, rows, tail);
}

/** How a column of a row that is there takes up the new value: their sum, or the lesser or the greater of the two. */
export type Accumulation = 'sum' | 'least' | 'greatest';

/**
 * Inserts many rows, and lets rows that exist already (by `key`) take up the new values of the other columns. `rows` hold each
 * key once. Others who accumulate at the same time lose nothing.
 */
export async function bulkAccumulate<Table extends keyof Tables & string>(
  trx: Trx,
  table: Table,
  key: readonly (keyof Tables[Table] & string)[],
  taking: Readonly<Partial<Record<keyof Tables[Table] & string, Accumulation>>>,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const isSqlite = isSqliteTransaction(trx);
  // Object.entries forgets that these are columns of the table.
  const columns = Object.entries(taking) as [keyof Tables[Table] & string, Accumulation][];
  const changes = columns.map(([column, how]) => {
    const name = quoted(column, isSqlite);
    const fresh = isSqlite ? `excluded.${name}` : `values(${name})`;
    const functions = isSqlite ? { least: 'min', greatest: 'max' } : { least: 'least', greatest: 'greatest' };
    return `${name} = ${how === 'sum' ? `${name} + ${fresh}` : `${functions[how]}(${name}, ${fresh})`}`;
  });
  const tail = isSqlite
    ? ` on conflict (${key.map((column) => quoted(column, true)).join(', ')}) do update set ${changes.join(', ')}`
    : ` on duplicate key update ${changes.join(', ')}`;
  await insertRows(trx, table, [...key, ...columns.map(([column]) => column)], rows, tail);
}

/** The statement that inserts one row on the embedded database. */
export function insertStatement(table: string, columns: readonly string[]): string {
  const names = columns.map((name) => quoted(name, true)).join(', ');
  return `insert into ${quoted(table, true)} (${names}) values (${columns.map(() => '?').join(', ')})`;
}

async function insertRows(
  trx: Trx,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly unknown[])[],
  tail: string,
): Promise<void> {
  if (rows.length === 0) return;
  const isSqlite = isSqliteTransaction(trx);
  const perStatement = Math.max(
    1,
    Math.min(ROWS_PER_STATEMENT, Math.floor((isSqlite ? SQLITE_VALUES : SERVER_VALUES) / columns.length)),
  );
  const head = `insert into ${quoted(table, isSqlite)} (${columns.map((name) => quoted(name, isSqlite)).join(', ')}) values `;
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  const statement = (count: number) => head + Array.from({ length: count }, () => tuple).join(', ') + tail;
  const whole = rows.length < perStatement ? '' : statement(perStatement);
  let start = 0;
  for (; start + perStatement <= rows.length; start += perStatement) {
    await trx.executeQuery(CompiledQuery.raw(whole, valuesOf(rows, start, start + perStatement)));
  }
  const rest = start === 0 ? rows : rows.slice(start);
  if (rest.length === 0) return;
  if (!isSqlite) {
    const values = rest.length * columns.length;
    const query = CompiledQuery.raw(statement(rest.length), valuesOf(rest, 0, rest.length));
    const few: DeferrableQuery = { ...query, deferrable: true };
    return void (await trx.executeQuery(values <= DEFERRED_VALUES ? few : query));
  }
  // A statement of this odd size would be prepared for this once: SqliteConnection runs the single one for each row.
  const query: CompiledQuery & { rows: readonly (readonly unknown[])[] } = {
    ...CompiledQuery.raw(statement(1)),
    rows: rest,
  };
  await trx.executeQuery(query);
}

// `slice` and `flat` take several times as long, with a list in between for nothing.
function valuesOf(rows: readonly (readonly unknown[])[], from: number, to: number): unknown[] {
  const values: unknown[] = [];
  for (let at = from; at < to; at++) for (const value of rows[at] ?? []) values.push(value);
  return values;
}

function isSqliteTransaction(trx: Trx): boolean {
  return trx.getExecutor().adapter instanceof SqliteAdapter;
}

function quoted(name: string, isSqlite: boolean): string {
  return isSqlite ? `"${name}"` : `\`${name}\``;
}
