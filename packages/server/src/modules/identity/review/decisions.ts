import type { Queryable } from '../../../platform/database/tables.ts';
import { shownAs } from '../../custody/index.ts';

/** What people say of two customers, and so where their pair stands; OPEN takes back what was said. */
export const VERDICTS = ['SAME', 'NOT_SAME', 'LATER', 'OPEN'] as const;
/** See {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

const READ_AT_ONCE = 2_000;
const AT_ONCE = 500;

/** Keys of two customers, the smaller one first. */
export type PairKey = readonly [number, number];

/**
 * Pairs of customers that somebody said are two. A decision about customers who were merged since holds for whom they are part of.
 */
export async function keptApart(db: Queryable): Promise<PairKey[]> {
  return await lastSaid(db, {
    // Putting a pair off takes back nothing that was said of it.
    counts: (verdict) => verdict !== 'LATER',
    keeps: (verdict) => verdict === 'NOT_SAME',
  });
}

/**
 * Pairs of customers that somebody looked at and did not say are one: said to be two, put off, or taken back, also by un-merging.
 * Nothing but people decides about these.
 */
export async function handsOff(db: Queryable): Promise<PairKey[]> {
  return await lastSaid(db, { counts: () => true, keeps: (verdict) => verdict !== 'SAME' });
}

/** Pairs of whom the last verdict that counts is of some kind, as whom they are shown now. Reads the decisions in portions. */
async function lastSaid(
  db: Queryable,
  { counts, keeps }: { readonly counts: (verdict: string) => boolean; readonly keeps: (verdict: string) => boolean },
): Promise<PairKey[]> {
  const kept = new Map<string, PairKey>();
  // Keys are not in order of time: several processes take them.
  for (let [time, id] = [0, 0]; ;) {
    const rows = await db
      .selectFrom('match_decision')
      .select(['id', 'customer_id', 'other_id', 'verdict', 'decided_at'])
      .where('decided_at', '>=', time)
      .where((eb) => eb.or([eb('decided_at', '>', time), eb('id', '>', id)]))
      .orderBy('decided_at')
      .orderBy('id')
      .limit(READ_AT_ONCE)
      .execute();
    for (const { customer_id, other_id, verdict } of rows) {
      if (!counts(verdict)) continue;
      const key = `${customer_id} ${other_id}`;
      if (keeps(verdict)) kept.set(key, [customer_id, other_id]);
      else kept.delete(key);
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < READ_AT_ONCE) break;
    [time, id] = [last.decided_at, last.id];
  }
  return await asShown(db, [...kept.values()]);
}

async function asShown(db: Queryable, pairs: readonly PairKey[]): Promise<PairKey[]> {
  const shown: PairKey[] = [];
  for (let from = 0; from < pairs.length; from += AT_ONCE) {
    const some = pairs.slice(from, from + AT_ONCE);
    const holderOf = await shownAs(db, some.flat());
    for (const [one, other] of some) {
      const [a, b] = [holderOf(one), holderOf(other)];
      if (a !== b) shown.push([Math.min(a, b), Math.max(a, b)]);
    }
  }
  return shown;
}
