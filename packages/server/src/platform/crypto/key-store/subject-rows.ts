import { CompiledQuery, type Kysely } from 'kysely';
import type { KeyStoreTables } from './store-tables.ts';
import type { StoreTrx } from './store-database.ts';

const IDS_PER_READ = 1_000;
/** A run of keys with at most so many strangers for each that is asked for is read as a whole. */
const SPARSEST_RUN = 2;
// As measured for bulkInsert: on SQLite, prepared statements of about a thousand values are the fastest.
const ROWS_PER_INSERT = 200;

/** A stored key of a subject. */
export type SubjectKeyRow = KeyStoreTables['subject_key'];

/** The stored keys of some subjects, oldest generation first. */
export async function readSubjectKeys(
  db: Kysely<KeyStoreTables>,
  subjectIds: readonly number[],
): Promise<SubjectKeyRow[]> {
  const sql = 'select subject_id, generation, master_version, wrapped, created_at from subject_key where subject_id';
  const rows = await readMany<SubjectKeyRow>(db, sql, subjectIds);
  return rows.toSorted((one, other) => one.generation - other.generation);
}

/** Which of these subjects had their keys destroyed. */
export async function readTombstones(
  db: Kysely<KeyStoreTables>,
  subjectIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const sql = 'select subject_id from tombstone where subject_id';
  const rows = await readMany<{ subject_id: number }>(db, sql, subjectIds);
  return new Set(rows.map((row) => row.subject_id));
}

/**
 * Adds keys; of one that is there already (another process was first) the stored one stays. Returns how many were added;
 * undefined on a server, which also counts those that were there.
 */
export async function addSubjectKeys(
  trx: StoreTrx,
  rows: readonly SubjectKeyRow[],
  isSqlite: boolean,
): Promise<number | undefined> {
  let added = 0;
  const tail = isSqlite ? ' on conflict do nothing' : ' on duplicate key update subject_id = subject_id';
  const tuple = '(?, ?, ?, ?, ?)';
  const statement = (count: number) =>
    `insert into subject_key (subject_id, generation, master_version, wrapped, created_at) values ${Array.from({ length: count }, () => tuple).join(', ')}${tail}`;
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const part = rows.slice(start, start + ROWS_PER_INSERT);
    const values = part.flatMap((row) => [
      row.subject_id,
      row.generation,
      row.master_version,
      row.wrapped,
      row.created_at,
    ]);
    const { numAffectedRows } = await trx.executeQuery(CompiledQuery.raw(statement(part.length), values));
    added += Number(numAffectedRows);
  }
  return isSqlite ? added : undefined;
}

/** Lets every process know, at its next use, that what it remembers may not hold any more. */
export async function countEpoch(trx: StoreTrx): Promise<void> {
  await trx
    .updateTable('key_store')
    .set(({ eb }) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', 1)
    .execute();
}

async function readMany<Row extends { readonly subject_id: number }>(
  db: Kysely<KeyStoreTables>,
  sql: string,
  ids: readonly number[],
): Promise<Row[]> {
  const sorted = ids.toSorted((a, b) => a - b);
  const found: Row[] = [];
  for (let start = 0; start < sorted.length; start += IDS_PER_READ) {
    const part = sorted.slice(start, start + IDS_PER_READ);
    const [first = 0, last = first] = [part[0], part.at(-1)];
    const isRun = last - first < part.length * SPARSEST_RUN;
    const query = isRun ? CompiledQuery.raw(`${sql} between ? and ?`, [first, last]) : oneOf(sql, part);
    // Rows come back as objects keyed by column; their type is the caller's statement.
    const rows = (await db.executeQuery(query)).rows as Row[];
    const wanted = new Set(part);
    found.push(...rows.filter((row) => wanted.has(row.subject_id)));
  }
  return found;
}

// Lists are filled up to a power of two with their last id, so that few different statements are ever prepared.
function oneOf(sql: string, ids: readonly number[]): CompiledQuery {
  const length = Math.min(IDS_PER_READ, 2 ** Math.ceil(Math.log2(ids.length)));
  const bound = Array.from({ length }, (_, i) => ids[i] ?? ids.at(-1));
  return CompiledQuery.raw(`${sql} in (${bound.map(() => '?').join(', ')})`, bound);
}
