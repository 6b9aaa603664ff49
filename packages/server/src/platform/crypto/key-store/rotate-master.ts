import { CompiledQuery } from 'kysely';
import type { DeferrableQuery } from '../../database/mysql-dialect.ts';
import { checkRow } from './begin-store.ts';
import { indexKeyBound } from './index-keys.ts';
import type { KeyStore } from './key-store.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import type { StoreDatabase, StoreTrx } from './store-database.ts';
import type { KeyStoreTables } from './store-tables.ts';
import { countEpoch, type SubjectKeyRow } from './subject-rows.ts';
import { asBuffer, boundTo } from './subject-keys.ts';

/** Keys that are wrapped anew in one transaction. */
const BATCH = 500;

/** Where re-wrapping stands: the last key that was looked at. */
export interface RewrapPlace {
  readonly subjectId: number;
  readonly generation: number;
}

/** What one batch came to; without `next`, everything was looked at. */
export interface RewrapBatch {
  readonly looked: number;
  readonly rewrapped: number;
  readonly next: RewrapPlace | undefined;
}

/**
 * Makes a new version of the master key; every process wraps with it from its next use on. What is wrapped with older
 * ones stays readable, and is wrapped anew by {@link rewrapSome}.
 *
 * @returns the new version
 */
export async function addMasterVersion(store: KeyStore): Promise<number> {
  const { db, wrapper, now } = await store.parts();
  const version = await wrapper.addVersion();
  const check = await checkRow(wrapper, now());
  await db.transaction(async (trx) => {
    await trx.insertInto('master_key').values(check).execute();
    await countEpoch(trx);
  });
  return version;
}

/** Wraps the next few keys after `after` that are wrapped with older versions with the current one. */
export async function rewrapSome(store: KeyStore, after: RewrapPlace | undefined): Promise<RewrapBatch> {
  const { db, wrapper } = await store.parts();
  const current = await wrapper.currentVersion();
  if (!after) await rewrapIndexKeys(db, wrapper, current);
  const { subjectId, generation } = after ?? { subjectId: 0, generation: 0 };
  const rows = await db.read
    .selectFrom('subject_key')
    .selectAll()
    .where('subject_id', '>=', subjectId)
    .where(({ eb, or, and }) =>
      or([
        eb('subject_id', '>', subjectId),
        and([eb('subject_id', '=', subjectId), eb('generation', '>', generation)]),
      ]),
    )
    .orderBy('subject_id')
    .orderBy('generation')
    .limit(BATCH)
    .execute();
  const old = rows.filter((row) => row.master_version !== current);
  await rewrapSubjectKeys(db, wrapper, old);
  const last = rows.at(-1);
  const next = last && rows.length === BATCH && { subjectId: last.subject_id, generation: last.generation };
  return { looked: rows.length, rewrapped: old.length, next: next || undefined };
}

/** How many keys there are, and how many of them are wrapped with an older version. */
export async function countWrapped(store: KeyStore): Promise<{ all: number; old: number }> {
  const { db, wrapper } = await store.parts();
  const current = await wrapper.currentVersion();
  const { all, old } = await db.read
    .selectFrom('subject_key')
    .select(({ fn, eb }) => [
      fn.countAll<number>().as('all'),
      fn.sum<string | null>(eb.case().when('master_version', '=', current).then(0).else(1).end()).as('old'),
    ])
    .executeTakeFirstOrThrow();
  return { all: Number(all), old: Number(old ?? 0) };
}

async function rewrapSubjectKeys(
  db: StoreDatabase,
  wrapper: KeyWrapper,
  rows: readonly SubjectKeyRow[],
): Promise<void> {
  await rewrapRows(db, wrapper, rows, {
    bound: ({ subject_id, generation }) => boundTo(subject_id, generation),
    table: 'subject_key',
    key: ({ subject_id, generation }) => ({ subject_id, generation }),
  });
}

async function rewrapIndexKeys(db: StoreDatabase, wrapper: KeyWrapper, current: number): Promise<void> {
  const rows = await db.read.selectFrom('index_key').selectAll().where('master_version', '<>', current).execute();
  await rewrapRows(db, wrapper, rows, {
    bound: ({ version }) => indexKeyBound(version),
    table: 'index_key',
    key: ({ version }) => ({ version }),
  });
}

/** How the rows of one table are named: for the wrapper, and in statements by the columns of their key. */
interface WrappedTable<Row> {
  readonly table: 'subject_key' | 'index_key';
  readonly bound: (row: Row) => string;
  readonly key: (row: Row) => Readonly<Record<string, number>>;
}

async function rewrapRows<Row extends WrappedRow>(
  db: StoreDatabase,
  wrapper: KeyWrapper,
  rows: readonly Row[],
  { table, bound, key }: WrappedTable<Row>,
): Promise<void> {
  if (rows.length === 0) return;
  const wrapped = await rewrap(wrapper, rows, rows.map(bound));
  await db.transaction(async (trx) => {
    for (const [i, row] of rows.entries()) {
      const anew = wrapped[i];
      if (!anew) throw new Error('the key wrapper answered with too few keys');
      // A key that was destroyed or wrapped anew meanwhile is left as it is.
      const where = { ...key(row), master_version: row.master_version };
      const columns = Object.keys(where).map((column) => `${column} = ?`);
      await later(trx, `update ${table} set master_version = ?, wrapped = ? where ${columns.join(' and ')}`, [
        anew.masterVersion,
        anew.wrapped,
        ...Object.values(where),
      ]);
    }
  });
}

type WrappedRow = Pick<KeyStoreTables['subject_key'], 'master_version' | 'wrapped'>;

async function rewrap(wrapper: KeyWrapper, rows: readonly WrappedRow[], bound: readonly string[]) {
  const boundOf = (i: number) => bound[i] ?? '';
  const plain = await wrapper.unwrap(
    rows.map(({ master_version, wrapped }, i) => ({
      bound: boundOf(i),
      masterVersion: master_version,
      wrapped: asBuffer(wrapped),
    })),
  );
  const wrapped = await wrapper.wrap(plain.map((key, i) => ({ bound: boundOf(i), key })));
  for (const key of plain) key.fill(0);
  return wrapped;
}

/** Many small statements whose results do not matter: a server gets them together with the commit. */
async function later(trx: StoreTrx, sql: string, values: readonly unknown[]): Promise<void> {
  const query: DeferrableQuery = { ...CompiledQuery.raw(sql, [...values]), deferrable: true };
  await trx.executeQuery(query);
}
