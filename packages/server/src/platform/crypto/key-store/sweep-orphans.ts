import type { KeyStore } from './key-store.ts';
import { countEpoch } from './subject-rows.ts';

/** Subjects that are looked at, and at most swept, at once. */
const BATCH = 500;

/**
 * How old (ms) a key must be to be swept. Longer than backups of the database are kept: what is not in the database today may
 * be in one that is put back tomorrow.
 */
export const ORPHAN_AGE_MS = 32 * 86_400_000;

/** What one batch came to; without `next`, all subjects were looked at. */
export interface SweptBatch {
  readonly looked: number;
  readonly swept: number;
  readonly next: number | undefined;
}

/**
 * Removes keys of subjects after `after` that the database does not know: made for a transaction that never committed. They
 * leave no tombstone, since nothing was ever sealed with them that is still anywhere.
 *
 * @param known tells which of these subjects the database has
 */
export async function sweepOrphans(
  store: KeyStore,
  known: (subjectIds: readonly number[]) => Promise<ReadonlySet<number>>,
  after = 0,
): Promise<SweptBatch> {
  const { db, now } = await store.parts();
  const rows = await db.read
    .selectFrom('subject_key')
    .select(({ fn }) => ['subject_id', fn.max('created_at').as('newest')])
    .where('subject_id', '>', after)
    .groupBy('subject_id')
    .orderBy('subject_id')
    .limit(BATCH)
    .execute();
  const before = now() - ORPHAN_AGE_MS;
  const old = rows.filter(({ newest }) => Number(newest) < before).map((row) => row.subject_id);
  const there = old.length > 0 ? await known(old) : new Set<number>();
  const orphans = old.filter((id) => !there.has(id));
  if (orphans.length > 0) {
    await db.transaction(async (trx) => {
      await trx.deleteFrom('subject_key').where('subject_id', 'in', orphans).execute();
      await countEpoch(trx);
    });
  }
  return {
    looked: rows.length,
    swept: orphans.length,
    next: rows.length === BATCH ? rows.at(-1)?.subject_id : undefined,
  };
}
