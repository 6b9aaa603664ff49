import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { seesAllFigures } from '../../customer/index.ts';
import type { ClusterState } from '../cluster/cluster-states.ts';
import { listClusters, neighbourhoodOf } from '../cluster/clusters.repository.ts';
import { decidePlan, findPlan, undoPlan } from '../cluster/decide-plan.ts';
import { findPair } from '../review/pairs.repository.ts';
import { toClusters, toNeighbourhood, toPlan } from './cluster-fields.ts';
import { NEEDS_ALL_FIGURES } from './match-run.resolver.ts';
import {
  ClusterStateEnum,
  MatchCluster,
  MatchClusterConnection,
  MatchNeighbourhood,
  MatchPlan,
  MatchPlanDecideInput,
  MatchPlanPayload,
  MatchPlanUndoInput,
} from './cluster.type.ts';

/** No run has this key. */
const NO_RUN = 0;

/** Groups of customers who may be one, and merging the sure ones by themselves. */
@Resolver()
export class ClusterResolver {
  @Query(() => MatchNeighbourhood, {
    nullable: true,
    description:
      'Everybody who hangs together with the two customers of a pair, at most 40; null when you do not see both. Needs IDENTITY_READ.',
  })
  async matchCluster(
    @Arg('pairId', () => ID) pairId: string,
    @FromContext() ctx: Ctx,
  ): Promise<MatchNeighbourhood | null> {
    const key = ctx.publicIds.decode('mpr', pairId);
    const pair = key === undefined ? undefined : await findPair(ctx, ctx.db.read, key);
    return pair ? toNeighbourhood(ctx, await neighbourhoodOf(ctx, pair)) : null;
  }

  @Query(() => MatchClusterConnection, {
    description: 'Groups that a run found, as far as you see everybody in them in full. Needs IDENTITY_READ.',
  })
  async matchClusters(
    @Arg('runId', () => ID) runId: string,
    @Arg('states', () => [ClusterStateEnum], { nullable: true }) states: ClusterState[] | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<MatchCluster>> {
    const key = ctx.publicIds.decode('mrn', runId) ?? NO_RUN;
    const page = pageRequest(ctx, `matchClusters:${key}:${states?.join() ?? ''}`, { first, after });
    const rows = await listClusters(ctx, {
      runId: key,
      states: states ?? ['REVIEW', 'MERGE', 'MERGED', 'UNDONE'],
      after: Number(page.after?.[0] ?? 0),
      limit: page.first + 1,
    });
    return toPage(ctx, page, toClusters(ctx, rows), (one) => [one.key]);
  }

  @Query(() => MatchPlan, {
    nullable: true,
    description: `What the last run, or another one, would merge by itself, and what became of that; null when it is nothing. ${NEEDS_ALL_FIGURES}`,
  })
  async matchPlan(
    @Arg('runId', () => ID, { nullable: true }) runId: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<MatchPlan | null> {
    if (!seesAllFigures(ctx)) return null;
    const key = runId == null ? await latestPlanned(ctx) : (ctx.publicIds.decode('mrn', runId) ?? NO_RUN);
    return await shownPlan(ctx, key);
  }

  @Mutation(() => MatchPlanPayload, {
    description:
      'Lets a plan be carried out, as a job with your rights, and later ones of the same policy without asking; or says no to it. Needs CUSTOMER_MERGE for all customers.',
  })
  async matchPlanDecide(
    @Arg('input', () => MatchPlanDecideInput) input: MatchPlanDecideInput,
    @FromContext() ctx: Ctx,
  ): Promise<MatchPlanPayload> {
    return await answer(ctx, async () => {
      const runId = runKey(ctx, input.runId);
      await decidePlan(ctx, { runId, approve: input.approve });
      return { matchPlan: await shownPlan(ctx, runId) };
    });
  }

  @Mutation(() => MatchPlanPayload, {
    description:
      'Gives back whom a plan merged, as a job with your rights; nothing merges them by itself again. Needs CUSTOMER_MERGE for all customers.',
  })
  async matchPlanUndo(
    @Arg('input', () => MatchPlanUndoInput) input: MatchPlanUndoInput,
    @FromContext() ctx: Ctx,
  ): Promise<MatchPlanPayload> {
    return await answer(ctx, async () => {
      const runId = runKey(ctx, input.runId);
      await undoPlan(ctx, { runId, reason: input.reason });
      return { matchPlan: await shownPlan(ctx, runId) };
    });
  }
}

function runKey(ctx: Ctx, id: string): number {
  return ctx.publicIds.decode('mrn', id) ?? refuse('NOT_FOUND', ['input', 'runId']);
}

async function latestPlanned(ctx: Ctx): Promise<number> {
  const row = await ctx.db.read
    .selectFrom('match_plan')
    .select('run_id')
    .orderBy('made_at', 'desc')
    .orderBy('run_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.run_id ?? NO_RUN;
}

async function shownPlan(ctx: Ctx, runId: number): Promise<MatchPlan | null> {
  const row = await findPlan(ctx.db.read, runId);
  return row ? await toPlan(ctx, row) : null;
}
