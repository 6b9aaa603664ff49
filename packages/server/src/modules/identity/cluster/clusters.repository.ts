import type { Ctx } from '../../../platform/context/context.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { KEPT_STATUSES } from '../../customer/index.ts';
import { weightColumn } from '../review/document-weight.ts';
import type { PairRow } from '../review/pairs.repository.ts';
import { comparableConditions, pairsAmong } from '../review/pairs.repository.ts';
import type { ClusterState, ReviewReason } from './cluster-states.ts';
import { weakLinkOf } from './weak-links.ts';

/** A stored group with who is in it. */
export interface ClusterRow extends Row<'match_cluster'> {
  readonly memberIds: readonly number[];
}

/** What is shown around a pair at most. */
const MOST_MEMBERS = 40;
const MOST_PAIRS = 200;

/** Groups of a run in some states, of which the actor sees everybody, and may find by personal values, in order of keys. */
export async function listClusters(
  ctx: Ctx,
  of: {
    readonly runId: number;
    readonly states: readonly ClusterState[];
    readonly after: number;
    readonly limit: number;
  },
): Promise<ClusterRow[]> {
  const conditions = comparableConditions(ctx);
  let query = ctx.db.read
    .selectFrom('match_cluster')
    .selectAll()
    .where('run_id', '=', of.runId)
    .where('state', 'in', of.states)
    .where('id', '>', of.after)
    .orderBy('id')
    .limit(of.limit);
  if (conditions.length > 0) {
    query = query.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('match_member')
            .select('match_member.customer_id')
            .whereRef('match_member.cluster_id', '=', 'match_cluster.id')
            .where((eb) =>
              eb(
                'match_member.customer_id',
                'not in',
                eb
                  .selectFrom('customer')
                  .select('customer.id')
                  .whereRef('customer.id', '=', 'match_member.customer_id')
                  .where((on) => on.and(conditions)),
              ),
            ),
        ),
      ),
    );
  }
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const members = await ctx.db.read
    .selectFrom('match_member')
    .select(['cluster_id', 'customer_id'])
    .where(
      'cluster_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('customer_id')
    .execute();
  const byCluster = Map.groupBy(members, ({ cluster_id }) => cluster_id);
  return rows.map((row) => ({ ...row, memberIds: (byCluster.get(row.id) ?? []).map((one) => one.customer_id) }));
}

/** Everybody around a pair: the groups that its two customers are in, and the pairs among all of these that the actor sees. */
export interface Neighbourhood {
  readonly memberIds: readonly number[];
  readonly pairs: readonly PairRow[];
  readonly weakLink: PairRow | undefined;
  readonly isCut: boolean;
}

/** See {@link Neighbourhood}; the actor sees both customers of the pair. */
export async function neighbourhoodOf(ctx: Ctx, pair: PairRow): Promise<Neighbourhood> {
  const ends = [pair.customer_id, pair.other_id];
  const query = ctx.db.read
    .selectFrom('match_member as end')
    .innerJoin('match_cluster', 'match_cluster.id', 'end.cluster_id')
    .innerJoin('match_member', 'match_member.cluster_id', 'end.cluster_id')
    .innerJoin('customer', 'customer.id', 'match_member.customer_id')
    .select('customer.id')
    .distinct()
    .where('end.customer_id', 'in', ends)
    .where('match_cluster.run_id', '=', pair.run_id)
    .where('customer.status', 'in', KEPT_STATUSES)
    .where((on) => on.and(comparableConditions(ctx)))
    .orderBy('customer.id')
    .limit(MOST_MEMBERS + 1);
  const found = (await query.execute()).map(({ id }) => id);
  const memberIds = [...new Set([...ends, ...found])].slice(0, MOST_MEMBERS);
  const pairs = await pairsAmong(ctx, memberIds, MOST_PAIRS + 1);
  const column = weightColumn(ctx);
  const links = pairs
    .filter(({ state }) => state !== 'NOT_SAME')
    .map((row) => ({ customerId: row.customer_id, otherId: row.other_id, weight: row[column], row }));
  return {
    memberIds,
    pairs: pairs.slice(0, MOST_PAIRS),
    weakLink: weakLinkOf(links)?.row,
    isCut: found.length > MOST_MEMBERS || pairs.length > MOST_PAIRS,
  };
}

/** How many groups, customers and pairs of a run stand where. */
export interface ClusterCount {
  readonly state: ClusterState;
  readonly why: ReviewReason | null;
  readonly clusters: number;
  readonly customers: number;
  readonly pairs: number;
}

/** See {@link ClusterCount}. Pairs are those of whole groups: each customer with each other. */
export async function countClusters(ctx: Ctx, runId: number): Promise<ClusterCount[]> {
  const rows = await ctx.db.heavy
    .selectFrom('match_cluster')
    .select((eb) => ['state', 'why', 'members', eb.fn.countAll<number>().as('clusters')])
    .where('run_id', '=', runId)
    .groupBy(['state', 'why', 'members'])
    .execute();
  return rows.map(({ state, why, members, clusters }) => ({
    // The columns hold nothing else once a run is through.
    state: state as ClusterState,
    why: why as ReviewReason | null,
    clusters: Number(clusters),
    customers: members * Number(clusters),
    pairs: ((members * (members - 1)) / 2) * Number(clusters),
  }));
}
