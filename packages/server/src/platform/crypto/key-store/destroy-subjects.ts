import type { StoreDatabase } from './store-database.ts';
import { countEpoch } from './subject-rows.ts';

const PER_TRANSACTION = 500;

/**
 * Destroys the keys of these subjects, and leaves tombstones. What was sealed with them cannot be opened again by anybody,
 * but with an older copy of this store and its master key.
 *
 * @returns of how many of them there were keys
 */
export async function destroySubjects(db: StoreDatabase, subjectIds: readonly number[], now: number): Promise<number> {
  const ids = [...new Set(subjectIds)].toSorted((one, other) => one - other);
  let destroyed = 0;
  for (let start = 0; start < ids.length; start += PER_TRANSACTION) {
    const part = ids.slice(start, start + PER_TRANSACTION);
    destroyed += await db.transaction(async (trx) => {
      const rows = part.map((subject_id) => ({ subject_id, destroyed_at: now }));
      // The tombstone of an earlier destruction stays as it is.
      const insert = trx.insertInto('tombstone').values(rows);
      await (
        db.address.engine === 'sqlite'
          ? insert.onConflict((conflict) => conflict.doNothing())
          : insert.onDuplicateKeyUpdate(({ ref }) => ({ subject_id: ref('subject_id') }))
      ).execute();
      const subjects = await trx
        .selectFrom('subject_key')
        .select('subject_id')
        .distinct()
        .where('subject_id', 'in', part)
        .execute();
      await trx.deleteFrom('subject_key').where('subject_id', 'in', part).execute();
      await countEpoch(trx);
      return subjects.length;
    });
  }
  await db.wipe();
  return destroyed;
}
