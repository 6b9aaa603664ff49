import type { Queryable } from '../../../platform/database/tables.ts';
import { shownAs } from '../../custody/index.ts';

/** What people can say of two customers; OPEN takes back what was said. */
export const VERDICTS = ['SAME', 'NOT_SAME', 'LATER', 'OPEN'] as const;
/** See {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** Where a pair stands. */
export type PairState = Verdict;

const AT_ONCE = 500;

/**
 * Pairs of customers that somebody said are two. A decision about customers who were merged since holds for whom they are part of.
 */
export async function keptApart(db: Queryable): Promise<[number, number][]> {
  const rows = await db
    .selectFrom('match_decision')
    .select(['id', 'customer_id', 'other_id', 'verdict'])
    .where('verdict', '<>', 'LATER')
    .orderBy('id')
    .execute();
  const last = new Map(rows.map((row) => [`${row.customer_id} ${row.other_id}`, row]));
  const apart = [...last.values()].filter(({ verdict }) => verdict === 'NOT_SAME');
  const pairs: [number, number][] = [];
  for (let from = 0; from < apart.length; from += AT_ONCE) {
    const some = apart.slice(from, from + AT_ONCE);
    const holderOf = await shownAs(
      db,
      some.flatMap(({ customer_id, other_id }) => [customer_id, other_id]),
    );
    for (const { customer_id, other_id } of some) {
      const [a, b] = [holderOf(customer_id), holderOf(other_id)];
      if (a !== b) pairs.push([Math.min(a, b), Math.max(a, b)]);
    }
  }
  return pairs;
}
