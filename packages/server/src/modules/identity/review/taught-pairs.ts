import type { Queryable } from '../../../platform/database/tables.ts';

/** A pair that people decided about: how far it agreed then, by field, and whether the two are one. */
export interface TaughtPair {
  readonly levels: Readonly<Record<string, string>>;
  readonly isSame: boolean;
}

/** Fewer decisions, or decisions that all say the same, teach less than the customers themselves. */
const LEAST = 50;
/** The latest ones. */
const MOST = 20_000;

/**
 * What people decided about pairs, for a run to learn from; none until there are enough of both kinds. What was merged without asking
 * teaches nothing: the program would learn from itself.
 */
export async function taughtPairs(db: Queryable): Promise<TaughtPair[]> {
  const rows = await db
    .selectFrom('match_decision')
    .select(['customer_id', 'other_id', 'verdict', 'levels'])
    .where('levels', 'is not', null)
    .where('actor_id', 'is not', null)
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  // The latest verdict of each pair comes first.
  const last = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const key = `${row.customer_id} ${row.other_id}`;
    if (!last.has(key)) last.set(key, row);
  }
  const taught = [...last.values()].flatMap(({ verdict, levels }): TaughtPair[] =>
    levels !== null && (verdict === 'SAME' || verdict === 'NOT_SAME')
      ? // `levelsOfPair` writes it.
        [{ levels: JSON.parse(levels) as Record<string, string>, isSame: verdict === 'SAME' }]
      : [],
  );
  const same = taught.filter(({ isSame }) => isSame).length;
  return taught.length >= LEAST && same > 0 && same < taught.length ? taught : [];
}
