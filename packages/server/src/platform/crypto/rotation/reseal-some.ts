import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Trx } from '../../database/tables.ts';
import { createBlindIndex } from '../blind-index/blind-index.ts';
import type { KeyStore } from '../key-store/key-store.ts';
import { readHeader, sealValue } from '../sealing/envelope.ts';
import type { KeyRing } from '../sealing/key-ring.ts';
import type { SealedPlace } from '../sealing/place.ts';
import { Sealed, UnsealGrant } from '../sealing/sealed.ts';
import type { SealedTable, StoredRow } from './sealed-table.ts';

/** Rows that are looked at, and at most changed, at once. */
const BATCH = 500;

/** The primary key of the last row that was looked at. */
export type RowKey = readonly (number | string)[];

/** A batch that is ready to be written. */
export interface ResealedBatch {
  readonly looked: number;
  /** Rows that will be changed, unless somebody else changes them before. */
  readonly changes: number;
  /** Rows of destroyed subjects, which cannot be opened and stay as they are. */
  readonly destroyed: number;
  /** Undefined when these were the last rows. */
  readonly next: RowKey | undefined;
  /** Writes them: each row only if its sealed value is still the one that was read. Returns how many were. */
  readonly write: (trx: Trx) => Promise<number>;
}

/** What the next rows of a table are to be brought up to. */
export interface ResealTarget {
  /** Subjects' keys before this generation are replaced; 0 leaves them. */
  readonly generation: number;
}

/**
 * Prepares the next rows after `after`: their blind indexes are made anew with the current index key, and what is sealed
 * with a key before the wanted generation is sealed with one of it. Nothing is written to the database before `write`.
 */
export async function resealSome(
  { db, keyStore }: { readonly db: Database; readonly keyStore: KeyStore },
  table: SealedTable,
  { generation }: ResealTarget,
  after: RowKey | undefined,
): Promise<ResealedBatch> {
  const rows = await readRows(db, table, after);
  const subjects = rows.map((row) => Number(row[table.subjectId]));
  const ring = generation > 1 ? await keyStore.addGeneration(subjects, generation) : await keyStore.load(subjects);
  const index = createBlindIndex(await keyStore.indexKeys());
  const grant = new UnsealGrant({ keys: ring, purpose: 'KEY_ROTATION', allows: ({ at }) => at === table.column });
  const changes: { readonly row: StoredRow; readonly values: StoredRow }[] = [];
  let destroyed = 0;
  for (const row of rows) {
    const place = placeOf(table, row);
    const envelope = bytesOf(row[table.column.column]);
    const opened = new Sealed(place, envelope).unseal(grant);
    if (opened.state === 'DESTROYED') {
      destroyed++;
      continue;
    }
    const entries = table.entriesOf(opened.text, row, index);
    const anew = resealed(ring, place, envelope, opened.text, generation);
    const isSame = !anew && Object.entries(entries).every(([name, value]) => row[name] === value);
    if (!isSame) changes.push({ row, values: anew ? { ...entries, [table.column.column]: anew } : entries });
  }
  const last = rows.at(-1);
  return {
    looked: rows.length,
    changes: changes.length,
    destroyed,
    // Keys are numbers or text.
    next: last && rows.length === BATCH ? table.key.map((name) => last[name] as number | string) : undefined,
    write: async (trx) => {
      let written = 0;
      for (const { row, values } of changes) written += await writeRow(trx, table, row, values);
      return written;
    },
  };
}

function resealed(
  ring: KeyRing,
  place: SealedPlace,
  envelope: Uint8Array,
  plain: string,
  generation: number,
): Buffer | undefined {
  if (readHeader(envelope).generation >= generation) return undefined;
  const key = ring.current(place.subjectId);
  return key && sealValue(key, place, plain);
}

async function readRows(db: Database, table: SealedTable, after: RowKey | undefined): Promise<readonly StoredRow[]> {
  const { column, key, rowId, subjectId, version } = table;
  // The names of the blind indexes, which the same function gives for any text.
  const names = new Set([
    ...key,
    column.column,
    rowId,
    subjectId,
    ...(version ? [version] : []),
    ...(table.with ?? []),
  ]);
  const all = [...names, ...(await indexColumns(table)).filter((name) => !names.has(name))];
  const where = after ? sql` and ${afterKey(key, after)}` : sql``;
  const query = sql<StoredRow>`select ${sql.join(all.map((name) => sql.ref(name)))} from ${sql.table(column.table)}
    where ${sql.ref(column.column)} is not null${where}
    order by ${sql.join(key.map((name) => sql.ref(name)))} limit ${sql.lit(BATCH)}`;
  return (await query.execute(db.heavy)).rows;
}

const NO_INDEX = {
  entryOf: () => '',
  candidatesOf: () => [],
  lastFourOf: () => null,
  lastFourCandidatesOf: () => [],
  domainOf: () => null,
  domainCandidatesOf: () => [],
  isCurrent: () => true,
};

async function indexColumns({ entriesOf }: SealedTable): Promise<string[]> {
  return Object.keys(entriesOf('', {}, NO_INDEX));
}

/** Rows after a key: `a >= ? and (a > ? or (a = ? and b > ?))`, which engines walk by the primary key. */
function afterKey(key: readonly string[], after: RowKey): RawBuilder<unknown> {
  const cases = key.map((name, place) => {
    const equal = key.slice(0, place).map((earlier, i) => sql`${sql.ref(earlier)} = ${after[i]}`);
    return sql`(${sql.join([...equal, sql`${sql.ref(name)} > ${after[place]}`], sql` and `)})`;
  });
  return sql`${sql.ref(key[0] ?? '')} >= ${after[0]} and (${sql.join(cases, sql` or `)})`;
}

async function writeRow(trx: Trx, { column, key }: SealedTable, row: StoredRow, values: StoredRow): Promise<number> {
  const set = Object.entries(values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
  const where = [...key, column.column].map((name) => sql`${sql.ref(name)} = ${row[name]}`);
  const { numAffectedRows } = await sql`update ${sql.table(column.table)} set ${sql.join(set)}
    where ${sql.join(where, sql` and `)}`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

function placeOf({ column, rowId, subjectId, version }: SealedTable, row: StoredRow): SealedPlace {
  const place = { at: column, rowId: Number(row[rowId]), subjectId: Number(row[subjectId]) };
  return version === undefined ? place : { ...place, version: Number(row[version]) };
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new TypeError('a column of sealed values holds something else');
}
