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
  if (rows.length === 0) return;
  const perStatement = Math.min(ROWS_PER_STATEMENT, Math.floor(VALUES_PER_STATEMENT / columns.length));
  const { quote, tail } = dialectOf(trx, columns[0] ?? '', options.onConflict === 'skip');
  const head = `insert into ${quote}${table}${quote} (${columns.map((name) => quote + name + quote).join(', ')}) values `;
  const tuple = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += perStatement) {
    const part = rows.slice(start, start + perStatement);
    const sql = head + Array.from({ length: part.length }, () => tuple).join(', ') + tail;
    await trx.executeQuery(CompiledQuery.raw(sql, part.flat()));
  }
}

/** How the engine quotes names, and the end of an insert that leaves existing rows as they are. */
function dialectOf(trx: Trx, anyColumn: string, skip: boolean): { quote: string; tail: string } {
  if (trx.getExecutor().adapter instanceof SqliteAdapter)
    return { quote: '"', tail: skip ? ' on conflict do nothing' : '' };
  // Not INSERT IGNORE: that would also swallow values that do not fit.
  return { quote: '`', tail: skip ? ` on duplicate key update \`${anyColumn}\` = \`${anyColumn}\`` : '' };
}
