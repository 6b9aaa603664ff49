import { sql } from 'kysely';
import { SqliteAdapter } from 'kysely';
import type { Tables, Trx } from './tables.ts';

/**
 * Keeps other transactions from changing these rows until this one ends. On SQLite a write transaction already has the
 * whole database to itself.
 */
export async function lockRows(trx: Trx, table: keyof Tables & string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0 || trx.getExecutor().adapter instanceof SqliteAdapter) return;
  // In one order everywhere, so that two lockers never wait for each other.
  const ordered = ids.toSorted((a, b) => a - b);
  await sql`select ${sql.ref('id')} from ${sql.table(table)} where ${sql.ref('id')} in (${sql.join(ordered)}) order by ${sql.ref('id')} for update`.execute(
    trx,
  );
}
