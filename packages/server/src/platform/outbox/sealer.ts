import { bulkInsert } from '../database/bulk-insert.ts';
import type { Database } from '../database/database.ts';
import type { Trx } from '../database/tables.ts';
import { sql } from 'kysely';

const PER_STATEMENT = 200;
/** How many rows one round places at most. */
export const SEALED_PER_ROUND = 1_000;
/** The hash before the first row of a chain. */
export const NO_HASH = '0'.repeat(64);

/** A row with its place. */
export interface Sealed {
  readonly id: number;
  readonly seq: number;
  /** Further columns to write with the place, for example the links of a chain. */
  readonly links?: Readonly<Record<string, string>>;
}

/** A table whose committed rows are given a place one after the other. */
export interface SealedTable {
  readonly table: 'outbox_event' | 'audit_entry';
  /**
   * Places rows that have none, in the order in which they happened, after the place and hash of the one before. Answers
   * with the hash of the last.
   */
  place(
    trx: Trx,
    after: { seq: number; hash: string },
    limit: number,
  ): Promise<{ rows: readonly Sealed[]; hash: string }>;
}

/**
 * Gives up to 1,000 committed rows of a table their places: gapless, rising, each exactly once, whoever else does the
 * same at the same time and wherever a process is killed, since the rows and the head of the sequence change in one
 * transaction that holds only if the head is still where it was.
 *
 * @returns how many rows got a place; 0 also when another process was faster
 */
export async function sealRound(db: Database, sealed: SealedTable): Promise<number> {
  const waiting = await db.read.selectFrom(sealed.table).select('id').where('seq', 'is', null).limit(1).execute();
  if (waiting.length === 0) return 0;
  await beginSequence(db, sealed.table);
  return await db.transaction(async (trx) => {
    const head = await trx
      .selectFrom('seal_head')
      .select(['seq', 'hash'])
      .where('name', '=', sealed.table)
      .executeTakeFirstOrThrow();
    // Read after the head: what another sealer placed since then also moved the head.
    const { rows, hash } = await sealed.place(trx, head, SEALED_PER_ROUND);
    if (rows.length === 0) return 0;
    const moved = await trx
      .updateTable('seal_head')
      .set({ seq: head.seq + rows.length, hash })
      .where('name', '=', sealed.table)
      .where('seq', '=', head.seq)
      .executeTakeFirst();
    if (moved.numUpdatedRows !== 1n) return 0;
    for (let start = 0; start < rows.length; start += PER_STATEMENT) {
      await writePlaces(trx, sealed.table, rows.slice(start, start + PER_STATEMENT));
    }
    return rows.length;
  });
}

async function beginSequence(db: Database, name: string): Promise<void> {
  const known = await db.read.selectFrom('seal_head').select('seq').where('name', '=', name).executeTakeFirst();
  if (known) return;
  const row = [name, 0, NO_HASH];
  await db.transaction(
    async (trx) => await bulkInsert(trx, 'seal_head', ['name', 'seq', 'hash'], [row], { onConflict: 'skip' }),
  );
}

async function writePlaces(trx: Trx, table: SealedTable['table'], rows: readonly Sealed[]): Promise<void> {
  const valueOf = (column: string, row: Sealed) => (column === 'seq' ? row.seq : row.links?.[column]);
  const columns = ['seq', ...Object.keys(rows[0]?.links ?? {})];
  const assignments = columns.map((column) => {
    const cases = rows.map((row) => sql`when ${row.id} then ${valueOf(column, row)}`);
    return sql`${sql.ref(column)} = case ${sql.ref('id')} ${sql.join(cases, sql` `)} end`;
  });
  const ids = rows.map((row) => row.id);
  await sql`update ${sql.table(table)} set ${sql.join(assignments)} where ${sql.ref('id')} in (${sql.join(ids)})`.execute(
    trx,
  );
}

/** The outbox: events in the order in which they happened; no chain. */
export const sealedOutbox: SealedTable = {
  table: 'outbox_event',
  place: async (trx, after, limit) => {
    const rows = await trx
      .selectFrom('outbox_event')
      .select(['id'])
      .where('seq', 'is', null)
      .orderBy('at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return { rows: rows.map(({ id }, index) => ({ id, seq: after.seq + 1 + index })), hash: after.hash };
  },
};
