import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Row, Tables } from '../../../platform/database/tables.ts';
import { grantedCondition, KEPT_STATUSES, visibleCondition } from '../../customer/index.ts';
import { readMatchPolicy, weightOfChance } from '../policy/match-policy.ts';
import type { Verdict } from './decisions.ts';

/** A stored pair. */
export type PairRow = Row<'match_pair'>;

/** Which pairs are asked for. */
export interface PairQuestion {
  readonly states: readonly Verdict[];
  readonly kind?: string | null | undefined;
  /** Thousandths of bits. */
  readonly from?: number | undefined;
  readonly below?: number | undefined;
  readonly customerId?: number | undefined;
  /** Whether also those that nobody is asked about, since their chance is too small. */
  readonly belowReview?: boolean | undefined;
  /** Weight and key of the last pair of the page before. */
  readonly after?: readonly [number, number] | undefined;
  readonly limit: number;
}

/**
 * Pairs of customers that the actor sees both of, the surest first. How alike two are tells of their personal values: both have to be
 * customers whom the actor may find by these.
 */
export async function findPairs(ctx: Ctx, question: PairQuestion): Promise<PairRow[]> {
  const { states, kind, from, below, customerId, belowReview, after, limit } = question;
  let query = shown(ctx, ctx.db.read).where('match_pair.state', 'in', states).orderBy('match_pair.weight', 'desc');
  if (!belowReview) query = query.where(isAsked(await leastAsked(ctx.db.read)));
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

/** Pairs among some customers, as far as the actor sees both, the surest first: those that people are asked about or decided. */
export async function pairsAmong(ctx: Ctx, customerIds: readonly number[], limit: number): Promise<PairRow[]> {
  return await shown(ctx, ctx.db.read)
    .where('match_pair.customer_id', 'in', customerIds)
    .where('match_pair.other_id', 'in', customerIds)
    .where(isAsked(await leastAsked(ctx.db.read)))
    .orderBy('match_pair.weight', 'desc')
    .orderBy('match_pair.id')
    .limit(limit)
    .execute();
}

/** How many pairs stand where, among those that the actor sees both of; undecided ones only as far as they are asked about. */
export async function countPairs(ctx: Ctx): Promise<ReadonlyMap<Verdict, number>> {
  const rows = await shown(ctx, ctx.db.heavy)
    .clearSelect()
    .select((eb) => ['match_pair.state', eb.fn.countAll<number>().as('pairs')])
    .where(isAsked(await leastAsked(ctx.db.read)))
    .groupBy('match_pair.state')
    .execute();
  // The column holds nothing else.
  return new Map(rows.map(({ state, pairs }) => [state as Verdict, Number(pairs)]));
}

/** How many pairs were said to be one or two since an instant; of those merged since, the actor sees who is shown in their place. */
export async function countDecided(ctx: Ctx, since: number): Promise<number> {
  const { pairs } = await ctx.db.heavy
    .selectFrom('match_pair')
    .select((eb) => eb.fn.countAll<number>().as('pairs'))
    .where('match_pair.state', 'in', ['SAME', 'NOT_SAME'])
    .where('match_pair.decided_at', '>=', since)
    .where((eb) =>
      eb.and(ENDS.map((end) => eb.or([isSeen(ctx, eb, end), isSeen(ctx, eb, end, 'whoever it is part of')]))),
    )
    .executeTakeFirstOrThrow();
  return Number(pairs);
}

const ENDS = ['match_pair.customer_id', 'match_pair.other_id'] as const;
/** What people still have to decide about. */
const UNDECIDED: readonly Verdict[] = ['OPEN', 'LATER'];

async function leastAsked(db: Queryable): Promise<number> {
  return weightOfChance((await readMatchPolicy(db)).reviewFrom);
}

/** Decided pairs stay whatever their chance is. */
function isAsked(least: number) {
  return (eb: ExpressionBuilder<Tables, 'match_pair'>) =>
    eb.or([eb('match_pair.weight', '>=', least), eb('match_pair.state', 'not in', UNDECIDED)]);
}

function shown(ctx: Ctx, db: Queryable) {
  return db
    .selectFrom('match_pair')
    .selectAll('match_pair')
    .where((eb) => eb.and(ENDS.map((end) => isSeen(ctx, eb, end))));
}

/** Who the actor sees, and may find by personal values. Conditions on `customer`. */
export function comparableConditions(ctx: Ctx): Expression<SqlBool>[] {
  const conditions = [visibleCondition(ctx), grantedCondition(ctx, 'PERSONAL', 'FILTER_EQ')];
  return conditions.filter((condition) => condition !== undefined);
}

/** Whether one end is a customer who is there, and whom the actor sees; or, of one who was merged, whoever it is part of. */
function isSeen(
  ctx: Ctx,
  eb: ExpressionBuilder<Tables, 'match_pair'>,
  end: (typeof ENDS)[number],
  who: 'it' | 'whoever it is part of' = 'it',
) {
  const query = eb
    .selectFrom('customer')
    .select('customer.id')
    .where('customer.status', 'in', KEPT_STATUSES)
    .where((on) => on.and(comparableConditions(ctx)));
  if (who === 'it') return eb.exists(query.whereRef('customer.id', '=', end));
  return eb.exists(
    query
      .innerJoin('customer_custody', 'customer_custody.holder_id', 'customer.id')
      .whereRef('customer_custody.customer_id', '=', end)
      .where('customer_custody.to_at', 'is', null),
  );
}
