import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Row, Tables } from '../../../platform/database/tables.ts';
import { grantedCondition, KEPT_STATUSES, visibleCondition } from '../../customer/index.ts';
import { readMatchPolicy, weightOfChance } from '../policy/match-policy.ts';
import type { Verdict } from './decisions.ts';
import { weightColumn } from './document-weight.ts';

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
  const states = [...new Set(question.states)];
  const column = weightColumn(ctx);
  // Of one customer there are few. Of all, each state is read along its index: together, all that are open would be sorted.
  const together = question.customerId === undefined ? states.map((state) => [state]) : [states];
  const least = await leastAsked(ctx.db.read);
  const rows = await Promise.all(together.map(async (some) => await readPairs(ctx, some, least, question)));
  return rows
    .flat()
    .toSorted((x, y) => y[column] - x[column] || y.id - x.id)
    .slice(0, question.limit);
}

async function readPairs(
  ctx: Ctx,
  states: readonly Verdict[],
  least: number,
  { kind, from, below, customerId, belowReview, after, limit }: PairQuestion,
): Promise<PairRow[]> {
  const column = `match_pair.${weightColumn(ctx)}` as const;
  let query = shown(ctx, ctx.db.read).where('match_pair.state', 'in', states);
  if (!belowReview) query = query.where(isAsked(ctx, least));
  if (kind) query = query.where('match_pair.kind', '=', kind);
  if (from !== undefined) query = query.where(column, '>=', from);
  if (below !== undefined) query = query.where(column, '<', below);
  if (customerId !== undefined) {
    query = query.where((eb) =>
      eb.or([eb('match_pair.customer_id', '=', customerId), eb('match_pair.other_id', '=', customerId)]),
    );
  }
  if (after) {
    const [weight, id] = after;
    query = query
      .where(column, '<=', weight)
      .where((eb) => eb.or([eb(column, '<', weight), eb.and([eb(column, '=', weight), eb('match_pair.id', '<', id)])]));
  }
  // Both downwards, as the index can be read: servers would sort all that are open otherwise.
  return await query.orderBy(column, 'desc').orderBy('match_pair.id', 'desc').limit(limit).execute();
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
    .where(isAsked(ctx, await leastAsked(ctx.db.read)))
    .orderBy(`match_pair.${weightColumn(ctx)}`, 'desc')
    .orderBy('match_pair.id')
    .limit(limit)
    .execute();
}

/** Counting ends here: nobody decides about more in a day, and looking at each takes its time. */
export const COUNTED_TO = 10_000;

/**
 * How many pairs stand in each of some states, among those that the actor sees both of, at most {@link COUNTED_TO}; undecided ones only
 * as far as they are asked about.
 */
export async function countPairs(ctx: Ctx, states: readonly Verdict[]): Promise<number[]> {
  const least = await leastAsked(ctx.db.read);
  return await Promise.all(
    states.map(async (state) => {
      const some = shown(ctx, ctx.db.heavy)
        .clearSelect()
        .select('match_pair.id')
        .where('match_pair.state', '=', state)
        .where(isAsked(ctx, least))
        .limit(COUNTED_TO);
      const { pairs } = await ctx.db.heavy
        .selectFrom(some.as('some'))
        .select((eb) => eb.fn.countAll<number>().as('pairs'))
        .executeTakeFirstOrThrow();
      return Number(pairs);
    }),
  );
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
function isAsked(ctx: Ctx, least: number) {
  return (eb: ExpressionBuilder<Tables, 'match_pair'>) =>
    eb.or([eb(`match_pair.${weightColumn(ctx)}`, '>=', least), eb('match_pair.state', 'not in', UNDECIDED)]);
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
