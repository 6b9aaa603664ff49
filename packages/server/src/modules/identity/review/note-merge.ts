import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { subjectsOf } from '../../custody/index.ts';
import type { PairKey, Verdict } from './decisions.ts';
import { levelsOfPair } from './levels-of-pair.ts';

/** A merge, to those who want to do something in its transaction. */
export interface MergeDone {
  readonly operationId: number;
  readonly survivorId: number;
  readonly customerIds: readonly number[];
  readonly reason: string | null;
}

/** Whoever merges customers says that each of them and the survivor are one: later runs learn from it. */
export async function noteMerged(trx: Trx, ctx: Ctx, { survivorId, customerIds, reason }: MergeDone): Promise<void> {
  await say(
    trx,
    ctx,
    customerIds.map((id) => pairKey(id, survivorId)),
    { verdict: 'SAME', reason },
  );
}

/**
 * Whoever gives a merged customer back takes back that it is one with those it was merged with; whether it is, somebody has to say
 * again, and nothing merges them by itself any more.
 */
export async function noteGivenBack(
  trx: Trx,
  ctx: Ctx,
  of: {
    /** Who is given back, with those who had been merged into it. */
    readonly subjects: readonly number[];
    /** Into whom it was merged. */
    readonly mergedInto: PairKey;
    readonly survivorId: number;
    readonly reason: string | null;
  },
): Promise<void> {
  const others = await subjectsOf(trx, of.survivorId);
  const said = await trx
    .selectFrom('match_pair')
    .select(['customer_id', 'other_id'])
    .where('state', '=', 'SAME')
    .where((eb) =>
      eb.or([
        eb.and([eb('customer_id', 'in', of.subjects), eb('other_id', 'in', others)]),
        eb.and([eb('other_id', 'in', of.subjects), eb('customer_id', 'in', others)]),
      ]),
    )
    .execute();
  const pairs = [pairKey(...of.mergedInto), ...said.map((row): PairKey => [row.customer_id, row.other_id])];
  const once = new Map(pairs.map((pair) => [pair.join(' '), pair]));
  await say(trx, ctx, [...once.values()], { verdict: 'OPEN', reason: of.reason });
}

async function say(
  trx: Trx,
  ctx: Ctx,
  pairs: readonly PairKey[],
  { verdict, reason }: { readonly verdict: Verdict; readonly reason: string | null },
): Promise<void> {
  const at = ctx.now();
  const isOpen = verdict === 'OPEN';
  const rows: unknown[][] = [];
  for (const [customerId, otherId] of pairs) {
    const pair = await trx
      .selectFrom('match_pair')
      .select(['id', 'fields'])
      .where('customer_id', '=', customerId)
      .where('other_id', '=', otherId)
      .executeTakeFirst();
    if (pair) {
      await trx
        .updateTable('match_pair')
        .set((eb) => ({
          state: verdict,
          decided_by: isOpen ? null : ctx.actor.userId,
          decided_at: isOpen ? null : at,
          reason: isOpen ? null : reason,
          version: eb('version', '+', 1),
        }))
        .where('id', '=', pair.id)
        .execute();
    }
    const levels = pair ? levelsOfPair(pair.fields) : null;
    rows.push([ctx.db.ids.take(), customerId, otherId, verdict, reason, ctx.actor.userId, at, levels]);
  }
  await bulkInsert(
    trx,
    'match_decision',
    ['id', 'customer_id', 'other_id', 'verdict', 'reason', 'actor_id', 'decided_at', 'levels'],
    rows,
  );
}

function pairKey(a: number, b: number): PairKey {
  return a < b ? [a, b] : [b, a];
}
