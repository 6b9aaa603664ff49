import type { Database } from '../database/database.ts';

/** How long ended jobs stay to be looked at, in ms: 30 days. */
const KEPT_FOR = 30 * 86_400_000;
const PER_ROUND = 500;

/** Removes up to 500 jobs that ended long ago. Returns how many. */
export async function removeOldJobs(db: Database, now: number): Promise<number> {
  const old = await db.read
    .selectFrom('job')
    .select('id')
    .where('state', 'in', ['DONE', 'CANCELLED', 'FAILED'])
    .where('finished_at', '<', now - KEPT_FOR)
    .limit(PER_ROUND)
    .execute();
  if (old.length === 0) return 0;
  const ids = old.map((row) => row.id);
  const removed = await db.transaction(
    async (trx) => await trx.deleteFrom('job').where('id', 'in', ids).executeTakeFirst(),
  );
  return Number(removed.numDeletedRows);
}
