import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { SYSTEM } from '../../../platform/context/actor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { defineJob, type JobStep } from '../../../platform/jobs/define-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { handsOff, keptApart } from '../review/decisions.ts';
import { forgetOldRuns } from '../run/forget-old-runs.ts';
import { type MatchPolicy, readMatchPolicy, weightOfChance } from '../policy/match-policy.ts';
import { judgeClusters } from './judge-clusters.ts';
import type { ReviewReason } from './cluster-states.ts';
import { type ClusterPair, type FoundCluster, findClusters } from './find-clusters.ts';
import { MERGE_CLUSTERS_JOB } from './merge-clusters.job.ts';

/** Kind of the job that makes groups of what a run found. */
export const CLUSTER_JOB = 'identity.cluster';

const READ_AT_ONCE = 10_000;
const WRITTEN_AT_ONCE = 500;
const CHECKED_AT_ONCE = 100;

/**
 * Makes groups of what a run found, and finds which of them the policy merges. Begun anew after a kill until the groups are through;
 * from then on it does nothing twice.
 */
export const clusterJob = defineJob<{ runId: number }>({
  kind: CLUSTER_JOB,
  run: async (step, { runId }) => {
    const { ctx } = step;
    const run = await ctx.db.read.selectFrom('match_run').selectAll().where('id', '=', runId).executeTakeFirst();
    if (run?.phase === 'GROUPING') {
      const policy = await readMatchPolicy(ctx.db.read);
      await clear(step);
      await writeClusters(step, runId, policy);
      await checkClusters(step, runId, run.started_at);
      await propose(step, runId, policy);
    }
    await forgetOldRuns(step);
  },
});

/** Removes the groups of earlier runs, but for those that were merged by themselves. */
async function clear({ ctx, commit }: JobStep): Promise<void> {
  for (let left = true; left;) {
    const rows = await ctx.db.read
      .selectFrom('match_cluster')
      .select('id')
      .where('state', 'not in', ['MERGED', 'UNDONE'])
      .limit(WRITTEN_AT_ONCE)
      .execute();
    left = rows.length === WRITTEN_AT_ONCE;
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await commit(async (trx) => {
      await trx.deleteFrom('match_member').where('cluster_id', 'in', ids).execute();
      await trx.deleteFrom('match_cluster').where('id', 'in', ids).execute();
      return { progress: 0 };
    });
  }
}

async function writeClusters({ ctx, commit, signal }: JobStep, runId: number, policy: MatchPolicy): Promise<void> {
  const clusters = findClusters(await pairsOf(ctx, runId, signal), await keptApart(ctx.db.read));
  const decided = new Set((await handsOff(ctx.db.read)).map((pair) => pair.join(' ')));
  for (let from = 0; from < clusters.length; from += WRITTEN_AT_ONCE) {
    const portion = clusters.slice(from, from + WRITTEN_AT_ONCE);
    const nextId = await ctx.db.ids.claim(portion.length);
    await commit(async (trx) => {
      const rows = portion.map((cluster) => ({ ...cluster, id: nextId(), ...verdictOn(cluster, policy, decided) }));
      await bulkInsert(
        trx,
        'match_cluster',
        ['id', 'run_id', 'kind', 'members', 'weakest', 'state', 'why', 'operation_key'],
        rows.map(({ id, kind, customerIds, weakest, state, why }) => [
          id,
          runId,
          kind,
          customerIds.length,
          weakest,
          state,
          why,
          null,
        ]),
      );
      const members = rows.flatMap(({ id, customerIds }) => customerIds.map((customerId) => [id, customerId]));
      await bulkInsert(trx, 'match_member', ['cluster_id', 'customer_id'], members);
      return { progress: (0.4 * from) / clusters.length, note: `${clusters.length} groups` };
    });
  }
}

/** All that the run found, in order of keys, but for what people said are two. */
async function pairsOf(ctx: Ctx, runId: number, signal: AbortSignal): Promise<ClusterPair[]> {
  const pairs: ClusterPair[] = [];
  for (let [one, other] = [0, 0]; ;) {
    signal.throwIfAborted();
    const rows = await ctx.db.heavy
      .selectFrom('match_pair')
      .select(['customer_id', 'other_id', 'weight', 'kind', 'run_id', 'state'])
      .where('customer_id', '>=', one)
      .where((eb) => eb.or([eb('customer_id', '>', one), eb('other_id', '>', other)]))
      .orderBy('customer_id')
      .orderBy('other_id')
      .limit(READ_AT_ONCE)
      .execute();
    for (const row of rows) {
      if (row.run_id !== runId || row.state === 'NOT_SAME') continue;
      pairs.push({ kind: row.kind, customerId: row.customer_id, otherId: row.other_id, weight: row.weight });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < READ_AT_ONCE) return pairs;
    [one, other] = [last.customer_id, last.other_id];
  }
}

function verdictOn(
  { customerIds, weakest, pairs }: FoundCluster,
  { mergeFrom, mostMembers }: MatchPolicy,
  decided: ReadonlySet<string>,
): { state: 'CHECK' | 'REVIEW'; why: ReviewReason | null } {
  if (mergeFrom === null) return { state: 'REVIEW', why: null };
  const why = pairs.some(({ customerId, otherId }) => decided.has(`${customerId} ${otherId}`))
    ? 'DECIDED'
    : weakest === null || weakest < weightOfChance(mergeFrom)
      ? 'WEAK_LINK'
      : customerIds.length > mostMembers
        ? 'TOO_MANY'
        : null;
  return { state: why === null ? 'CHECK' : 'REVIEW', why };
}

/** Looks at each group that is sure enough whether anything else speaks against merging it. */
async function checkClusters({ ctx, commit, signal }: JobStep, runId: number, comparedAt: number): Promise<void> {
  for (let isThrough = false; !isThrough;) {
    signal.throwIfAborted();
    const ids = await clustersIn(ctx, runId, 'CHECK', CHECKED_AT_ONCE);
    isThrough = ids.length < CHECKED_AT_ONCE;
    if (ids.length === 0) return;
    const judged = await judgeClusters(ctx, ids, comparedAt);
    await commit(async (trx) => {
      for (const [why, alike] of Map.groupBy(judged, (one) => one.why)) {
        const keys = alike.map(({ clusterId }) => clusterId);
        await trx
          .updateTable('match_cluster')
          .set({ state: why === null ? 'MERGE' : 'REVIEW', why })
          .where('id', 'in', keys)
          .execute();
      }
      return { progress: 0.7 };
    });
  }
}

/** The next groups of a run in a state, in order of keys. */
async function clustersIn(ctx: Ctx, runId: number, state: string, limit: number): Promise<number[]> {
  const rows = await ctx.db.read
    .selectFrom('match_cluster')
    .select('id')
    .where('run_id', '=', runId)
    .where('state', '=', state)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Says what would be merged; where somebody let the policy do so before, it is done. */
async function propose({ ctx, commit }: JobStep, runId: number, policy: MatchPolicy): Promise<void> {
  const isAny = (await clustersIn(ctx, runId, 'MERGE', 1)).length > 0;
  await ctx.db.ids.ensure(2);
  await commit(async (trx) => {
    // A later run knows better; so does somebody who changed the policy meanwhile.
    await trx.updateTable('match_plan').set({ state: 'EXPIRED' }).where('state', '=', 'PROPOSED').execute();
    const present = await readMatchPolicy(trx);
    if (isAny && policy.mergeFrom !== null && present.version === policy.version) {
      const job = present.confirmed ? { kind: MERGE_CLUSTERS_JOB, payload: { runId } } : undefined;
      const jobId = job && (await enqueue(trx, { ...ctx, actor: SYSTEM }, job));
      await trx
        .insertInto('match_plan')
        .values({
          run_id: runId,
          policy_version: policy.version,
          merge_from: String(policy.mergeFrom),
          state: jobId === undefined ? 'PROPOSED' : 'APPROVED',
          made_at: ctx.now(),
          decided_by: null,
          decided_at: null,
          job_id: jobId ?? null,
        })
        .execute();
    }
    await trx.updateTable('match_run').set({ phase: 'DONE' }).where('id', '=', runId).execute();
    return { progress: 1 };
  });
}
