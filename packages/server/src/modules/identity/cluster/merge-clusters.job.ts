import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Row, Trx } from '../../../platform/database/tables.ts';
import { Refused, refuse } from '../../../platform/graphql/refused.ts';
import { defineJob, type JobStep } from '../../../platform/jobs/define-job.ts';
import { mergeCustomers } from '../merge/merge-customers.ts';
import { probabilityOf } from '../model/model.ts';
import { readMatchPolicy } from '../policy/match-policy.ts';
import { mergeReason } from '../policy/merge-reason.ts';
import type { ReviewReason } from './cluster-states.ts';
import { type JudgedCluster, judgeClusters } from './judge-clusters.ts';

/** Kind of the job that merges what a plan says. */
export const MERGE_CLUSTERS_JOB = 'identity.mergeClusters';

const AT_ONCE = 10;
const THOUSANDTHS = 1_000;

/**
 * Merges the groups of a plan, one ordinary merge each. A group and its merge are written together, so it goes on where it was after a
 * kill. Groups about which something changed meanwhile are left to people. Stops when the policy that it follows no longer holds.
 */
export const mergeClustersJob = defineJob<{ runId: number }>({
  kind: MERGE_CLUSTERS_JOB,
  run: async (step, { runId }) => {
    const { ctx, signal } = step;
    const run = await ctx.db.read.selectFrom('match_run').selectAll().where('id', '=', runId).executeTakeFirst();
    const total = await countIn(ctx, runId, ['MERGE', 'MERGED']);
    for (;;) {
      signal.throwIfAborted();
      const plan = await ctx.db.read
        .selectFrom('match_plan')
        .selectAll()
        .where('run_id', '=', runId)
        .executeTakeFirst();
      if (!run || plan?.state !== 'APPROVED') return;
      const clusters = (await isInForce(ctx, plan)) ? await nextClusters(ctx, runId) : [];
      if (clusters.length === 0) return await finish(step, runId);
      const judged = await judgeClusters(
        ctx,
        clusters.map(({ id }) => id),
        run.started_at,
      );
      for (const [place, one] of judged.entries()) {
        signal.throwIfAborted();
        const weakest = clusters[place]?.weakest ?? 0;
        await mergeOne(
          ctx,
          one,
          mergeReason(ctx.locale, (await ctx.settings()).timeZone, {
            startedAt: run.started_at,
            chance: probabilityOf(weakest / THOUSANDTHS),
            policyVersion: plan.policy_version,
          }),
        );
      }
      const merged = await countIn(ctx, runId, ['MERGED']);
      await step.commit(async () => ({ progress: merged / Math.max(1, total), note: `${merged} merged` }));
    }
  },
  interrupted: async (trx, _ctx, { runId }, how) => {
    // What was merged is listed and can be undone; the rest is left to people.
    if (how !== 'PAUSED') await endPlan(trx, runId);
  },
});

/** Whether what was looked at and let is still what the policy says. */
async function isInForce(ctx: Ctx, plan: Row<'match_plan'>): Promise<boolean> {
  const { mergeFrom, confirmed } = await readMatchPolicy(ctx.db.read);
  return confirmed && mergeFrom !== null && mergeFrom <= Number(plan.merge_from);
}

async function nextClusters(ctx: Ctx, runId: number): Promise<Row<'match_cluster'>[]> {
  return await ctx.db.read
    .selectFrom('match_cluster')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', '=', 'MERGE')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute();
}

async function countIn(ctx: Ctx, runId: number, states: readonly string[]): Promise<number> {
  const { n } = await ctx.db.read
    .selectFrom('match_cluster')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('run_id', '=', runId)
    .where('state', 'in', states)
    .executeTakeFirstOrThrow();
  return Number(n);
}

async function mergeOne(ctx: Ctx, { clusterId, why, survivor, others }: JudgedCluster, reason: string): Promise<void> {
  if (why !== null || survivor === undefined) return await leaveToPeople(ctx, clusterId, why ?? 'REFUSED');
  const party = ({ id, version }: { id: number; version: number }) => ({ id, version, field: ['input'] });
  const ids = [survivor.id, ...others.map(({ id }) => id)];
  try {
    await mergeCustomers(ctx, {
      survivor: party(survivor),
      customers: others.map(party),
      reason,
      alongside: async (trx, _ctx, { operationId }) => {
        if (await isDecidedAbout(trx, ids)) refuse('STALE', ['input']);
        const { numUpdatedRows } = await trx
          .updateTable('match_cluster')
          .set({ state: 'MERGED', operation_key: operationId })
          .where('id', '=', clusterId)
          .where('state', '=', 'MERGE')
          .executeTakeFirst();
        // Another worker took over and was faster.
        if (numUpdatedRows !== 1n) refuse('STALE', ['input']);
      },
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const isStale = error.refusals.some(({ code }) => code === 'STALE');
    const isDecided = await isDecidedAbout(ctx.db.read, ids);
    await leaveToPeople(ctx, clusterId, isDecided ? 'DECIDED' : isStale ? 'CHANGED' : 'REFUSED');
  }
}

/** Whether somebody said meanwhile that two of them are two, or that it is to be decided later. */
async function isDecidedAbout(db: Queryable, customerIds: readonly number[]): Promise<boolean> {
  const said = await db
    .selectFrom('match_pair')
    .select('id')
    .where('customer_id', 'in', customerIds)
    .where('other_id', 'in', customerIds)
    .where('state', 'in', ['NOT_SAME', 'LATER'])
    .limit(1)
    .executeTakeFirst();
  return said !== undefined;
}

async function leaveToPeople(ctx: Ctx, clusterId: number, why: ReviewReason): Promise<void> {
  await ctx.db.transaction(async (trx) => {
    await trx
      .updateTable('match_cluster')
      .set({ state: 'REVIEW', why })
      .where('id', '=', clusterId)
      .where('state', '=', 'MERGE')
      .execute();
  });
}

async function finish({ ctx, commit }: JobStep, runId: number): Promise<void> {
  const merged = await countIn(ctx, runId, ['MERGED']);
  await commit(async (trx) => {
    await endPlan(trx, runId);
    return { progress: 1, note: `${merged} merged` };
  });
}

async function endPlan(trx: Trx, runId: number): Promise<void> {
  await trx
    .updateTable('match_plan')
    .set({ state: 'DONE' })
    .where('run_id', '=', runId)
    .where('state', '=', 'APPROVED')
    .execute();
}
