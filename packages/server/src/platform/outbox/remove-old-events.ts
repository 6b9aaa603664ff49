import type { Database } from '../database/database.ts';

/** How long events are kept, in ms: 7 days. A subscriber that was away longer starts from the present state. */
const KEPT_FOR = 7 * 86_400_000;
const PER_ROUND = 2_000;

/**
 * Removes some events that are old and that every consumer has passed. The newest one always stays.
 *
 * @returns how many were removed; fewer than 2,000 means that nothing more is to be removed now
 */
export async function removeOldEvents(db: Database, now: number): Promise<number> {
  const [first, consumed, head] = await Promise.all([
    db.read
      .selectFrom('outbox_event')
      .select((eb) => eb.fn.min('seq').as('seq'))
      .executeTakeFirst(),
    db.read
      .selectFrom('consumer')
      .select((eb) => eb.fn.min('seq').as('seq'))
      .executeTakeFirst(),
    db.read.selectFrom('seal_head').select('seq').where('name', '=', 'outbox_event').executeTakeFirst(),
  ]);
  const from = Number(first?.seq ?? 0);
  const until = Math.min(Number(consumed?.seq ?? Infinity), (head?.seq ?? 0) - 1, from + PER_ROUND - 1);
  if (from === 0 || until < from) return 0;
  const young = await db.read
    .selectFrom('outbox_event')
    .select('seq')
    .where('seq', '>=', from)
    .where('seq', '<=', until)
    .where('at', '>=', now - KEPT_FOR)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  const end = young?.seq === undefined || young.seq === null ? until : young.seq - 1;
  if (end < from) return 0;
  return await db.transaction(async (trx) => {
    const removed = await trx
      .deleteFrom('outbox_event')
      .where('seq', '>=', from)
      .where('seq', '<=', end)
      .executeTakeFirst();
    return Number(removed.numDeletedRows);
  });
}
