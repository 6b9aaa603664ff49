import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import type { Verdict } from './decisions.ts';
import { levelsOfPair } from './levels-of-pair.ts';
import { findPair } from './pairs.repository.ts';

const LONGEST_REASON = 500;
const UNDECIDED = { reason: null, decided_at: null, decided_by: null };

/**
 * Says whether two customers are one. NOT_SAME is remembered for ever unless it is taken back by OPEN, SAME until somebody says
 * otherwise; none changes a customer: merging is another step. Refuses NOT_FOUND and TOO_LONG.
 */
export async function decidePair(
  ctx: Ctx,
  { id, verdict, reason }: { id: number; verdict: Verdict; reason?: string | null | undefined },
): Promise<void> {
  const why = reason?.trim() || null;
  if (why !== null && why.length > LONGEST_REASON) refuse('TOO_LONG', ['input', 'reason'], { max: LONGEST_REASON });
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    const pair = (await findPair(ctx, trx, id)) ?? refuse('NOT_FOUND', ['input', 'id']);
    const decided = { reason: why, decided_at: ctx.now() };
    const shown = verdict === 'OPEN' ? UNDECIDED : { ...decided, decided_by: ctx.actor.userId };
    await trx
      .updateTable('match_pair')
      .set((eb) => ({ ...shown, state: verdict, version: eb('version', '+', 1) }))
      .where('id', '=', id)
      .execute();
    await trx
      .insertInto('match_decision')
      .values({
        ...decided,
        id: ctx.db.ids.take(),
        customer_id: pair.customer_id,
        other_id: pair.other_id,
        verdict,
        levels: levelsOfPair(pair.fields),
        actor_id: ctx.actor.userId,
      })
      .execute();
    for (const customerId of [pair.customer_id, pair.other_id]) {
      await recordAudit(trx, ctx, {
        action: 'identity.decided',
        objectType: 'customer',
        objectId: customerId,
        detail: { verdict },
      });
    }
  });
}
