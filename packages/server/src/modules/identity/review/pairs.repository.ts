import type { ExpressionBuilder } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Row, Tables } from '../../../platform/database/tables.ts';
import { KEPT_STATUSES, visibleCondition } from '../../customer/index.ts';
import type { PairState } from './decisions.ts';

/** A stored pair. */
export type PairRow = Row<'match_pair'>;

/** Which pairs are asked for. */
export interface PairQuestion {
  readonly states: readonly PairState[];
  readonly kind?: string | null | undefined;
  /** Thousandths of bits. */
  readonly from?: number | undefined;
  readonly below?: number | undefined;
  readonly customerId?: number | undefined;
  /** Weight and key of the last pair of the page before. */
  readonly after?: readonly [number, number] | undefined;
  readonly limit: number;
}

/** Pairs of customers that the actor sees both of, the surest first. */
export async function findPairs(ctx: Ctx, question: PairQuestion): Promise<PairRow[]> {
  const { states, kind, from, below, customerId, after, limit } = question;
  let query = shown(ctx, ctx.db.read).where('match_pair.state', 'in', states).orderBy('match_pair.weight', 'desc');
  if (kind) query = query.where('match_pair.kind', '=', kind);
  if (from !== undefined) query = query.where('match_pair.weight', '>=', from);
  if (below !== undefined) query = query.where('match_pair.weight', '<', below);
  if (customerId !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('match_pair.customer_id', '=', customerId), eb('match_pair.other_id', '=', customerId)]),
    );
  }
  if (after) {
    const [weight, id] = after;
    query = query
      .where('match_pair.weight', '<=', weight)
      .where((eb) =>
        eb.or([
          eb('match_pair.weight', '<', weight),
          eb.and([eb('match_pair.weight', '=', weight), eb('match_pair.id', '>', id)]),
        ]),
      );
  }
  return await query.orderBy('match_pair.id').limit(limit).execute();
}

/** One pair, when the actor sees both. */
export async function findPair(ctx: Ctx, db: Queryable, id: number): Promise<PairRow | undefined> {
  return await shown(ctx, db).where('match_pair.id', '=', id).executeTakeFirst();
}

function shown(ctx: Ctx, db: Queryable) {
  return db
    .selectFrom('match_pair')
    .selectAll('match_pair')
    .where((eb) => eb.and([isSeen(ctx, eb, 'match_pair.customer_id'), isSeen(ctx, eb, 'match_pair.other_id')]));
}

/** Whether one end is a customer who is there, and whom the actor sees. */
function isSeen(
  ctx: Ctx,
  eb: ExpressionBuilder<Tables, 'match_pair'>,
  end: 'match_pair.customer_id' | 'match_pair.other_id',
) {
  const visible = visibleCondition(ctx);
  let query = eb
    .selectFrom('customer')
    .select('customer.id')
    .whereRef('customer.id', '=', end)
    .where('customer.status', 'in', KEPT_STATUSES);
  if (visible) query = query.where(visible);
  return eb.exists(query);
}
