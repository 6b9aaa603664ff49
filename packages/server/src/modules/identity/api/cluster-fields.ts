import type { Ctx } from '../../../platform/context/context.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { findJob } from '../../../platform/jobs/find-jobs.ts';
import { loadUser, toUser } from '../../access/index.ts';
import { type Customer, customerLoader } from '../../customer/index.ts';
import type { ClusterState, PlanState, ReviewReason } from '../cluster/cluster-states.ts';
import { type ClusterRow, countClusters, type Neighbourhood } from '../cluster/clusters.repository.ts';
import { probabilityOf } from '../model/model.ts';
import { weighsDocuments } from '../review/document-weight.ts';
import type { MatchCluster, MatchNeighbourhood, MatchPlan } from './cluster.type.ts';
import { toMatchPairs } from './match-pair-fields.ts';

const THOUSANDTHS = 1_000;

async function membersOf(ctx: Ctx, keys: readonly number[]): Promise<readonly Customer[]> {
  const found = await Promise.all(keys.map(async (key) => await ctx.once(customerLoader).load(key)));
  return found.filter((one) => one !== null);
}

const clusterFields: Pick<MatchCluster, 'id' | 'members'> & ThisType<MatchCluster> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('mcl', this.key);
  },
  async members(_args, ctx) {
    return await membersOf(ctx, this.memberKeys);
  },
};

/** Stored groups as the API shows them. */
export function toClusters(ctx: Ctx, rows: readonly ClusterRow[]): MatchCluster[] {
  return withFields(
    rows.map((row) => ({
      key: row.id,
      memberKeys: row.memberIds,
      // The columns hold nothing else.
      kind: row.kind as MatchCluster['kind'],
      state: row.state as ClusterState,
      why: row.why === 'CONFLICT' && !weighsDocuments(ctx) ? null : (row.why as ReviewReason | null),
      weakest: row.weakest === null || !weighsDocuments(ctx) ? null : probabilityOf(row.weakest / THOUSANDTHS),
    })),
    clusterFields,
  );
}

const neighbourhoodFields: Pick<MatchNeighbourhood, 'members'> & ThisType<MatchNeighbourhood> = {
  async members(_args, ctx) {
    return await membersOf(ctx, this.memberKeys);
  },
};

/** What stands around a pair as the API shows it. */
export function toNeighbourhood(
  ctx: Ctx,
  { memberIds, pairs, weakLink, isCut }: Neighbourhood,
): MatchNeighbourhood | null {
  const shown = toMatchPairs(ctx, pairs);
  const weak = shown.find(({ key }) => key === weakLink?.id) ?? null;
  return withFields([{ memberKeys: memberIds, pairs: shown, weakLink: weak, isCut }], neighbourhoodFields)[0] ?? null;
}

const planFields: Pick<MatchPlan, 'decidedBy' | 'job'> & ThisType<MatchPlan> = {
  async decidedBy(_args, ctx) {
    const user = this.actorKey === null ? undefined : await loadUser(ctx, this.actorKey);
    return user ? toUser(ctx, user) : null;
  },
  async job(_args, ctx) {
    return this.jobKey === null ? null : await findJob(ctx, this.jobKey);
  },
};

/** A plan as the API shows it. */
export async function toPlan(ctx: Ctx, row: Row<'match_plan'>): Promise<MatchPlan | null> {
  const counts = await countClusters(ctx, row.run_id);
  const planned = counts.filter(({ state }) => state !== 'REVIEW');
  const sum = (of: 'clusters' | 'customers' | 'pairs', rows = planned) => rows.reduce((all, one) => all + one[of], 0);
  const inState = (state: ClusterState) =>
    sum(
      'clusters',
      planned.filter((one) => one.state === state),
    );
  const left = Map.groupBy(
    counts.filter(({ state }) => state === 'REVIEW'),
    ({ why }) => why,
  );
  const plan = {
    actorKey: row.decided_by,
    jobKey: row.job_id,
    runId: ctx.publicIds.encode('mrn', row.run_id),
    // The column holds nothing else.
    state: row.state as PlanState,
    policyVersion: row.policy_version,
    mergeFrom: Number(row.merge_from),
    clusters: sum('clusters'),
    customers: sum('customers'),
    pairs: sum('pairs'),
    merged: inState('MERGED'),
    undone: inState('UNDONE'),
    left: [...left].flatMap(([why, rows]) => (why === null ? [] : [{ why, clusters: sum('clusters', rows) }])),
    madeAt: row.made_at,
    decidedAt: row.decided_at,
  };
  return withFields([plan], planFields)[0] ?? null;
}
