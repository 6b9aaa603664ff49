import { Arg, Ctx as FromContext, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { startOfToday } from '../../../platform/context/start-of-today.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { type Page, pageRequest, toPage } from '../../../platform/graphql/connection.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { seesAllFigures } from '../../customer/index.ts';
import type { CountedFillers } from '../fillers/fillers.ts';
import type { CurvePoint } from '../model/curve.ts';
import type { LearnedModel } from '../run/questions.ts';
import { countDecided, countPairs } from '../review/pairs.repository.ts';
import { startMatchRun } from '../run/start-run.ts';
import { listRuns } from './match-run-fields.ts';
import { MatchCounts } from './match.type.ts';
import { MatchModel, MatchRun, MatchRunConnection, MatchRunPayload } from './run.type.ts';

/** Runs look at everybody: how many there are, and what was learned of them, is nothing to whoever sees some. */
export const NEEDS_ALL_FIGURES = 'Nothing without exact figures about all customers. Needs IDENTITY_READ.';

/** Runs of recognition, and what they learned. */
@Resolver()
export class MatchRunResolver {
  @Query(() => MatchRun, {
    nullable: true,
    description: `The latest run; null before the first. ${NEEDS_ALL_FIGURES}`,
  })
  async matchRun(@FromContext() ctx: Ctx): Promise<MatchRun | null> {
    if (!seesAllFigures(ctx)) return null;
    return (await listRuns(ctx, { limit: 1 }))[0] ?? null;
  }

  @Query(() => MatchRunConnection, {
    description: `The last 20 runs, the latest first; earlier ones are not kept. ${NEEDS_ALL_FIGURES}`,
  })
  async matchRuns(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<MatchRun>> {
    const page = pageRequest(ctx, 'matchRuns', { first, after });
    const [at, id] = page.after ?? [];
    const before = typeof at === 'number' && typeof id === 'number' ? { at, id } : undefined;
    const runs = seesAllFigures(ctx) ? await listRuns(ctx, { before, limit: page.first + 1 }) : [];
    return toPage(ctx, page, runs, (run) => [run.startedAt, run.key]);
  }

  @Query(() => [MatchModel], {
    description: `What the last finished run learned, by kind of customer; empty before the first. ${NEEDS_ALL_FIGURES}`,
  })
  async matchModels(@FromContext() ctx: Ctx): Promise<MatchModel[]> {
    if (!seesAllFigures(ctx)) return [];
    const run = await ctx.db.read
      .selectFrom('match_run')
      .select(['id', 'finished_at'])
      .where('finished_at', 'is not', null)
      .orderBy('finished_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!run) return [];
    const rows = await ctx.db.read
      .selectFrom('match_model')
      .selectAll()
      .where('run_id', '=', run.id)
      .orderBy('kind', 'desc')
      .execute();
    return rows.map((row) => toModel(row, run.finished_at ?? 0));
  }

  @Query(() => MatchCounts, {
    description:
      'How many pairs stand where, as far as you see them: each is counted up to 10,000, which stands for that many and more. Needs IDENTITY_READ.',
  })
  async matchCounts(@FromContext() ctx: Ctx): Promise<MatchCounts> {
    const [open = 0, later = 0, notSame = 0] = await countPairs(ctx, ['OPEN', 'LATER', 'NOT_SAME']);
    const decidedToday = await countDecided(ctx, await startOfToday(ctx));
    return { open, later, notSame, decidedToday };
  }

  @Mutation(() => MatchRunPayload, {
    description:
      'Starts a run of recognition over all customers, as a job. It changes no customer. Needs CUSTOMER_MERGE.',
  })
  async matchRunStart(@FromContext() ctx: Ctx): Promise<MatchRunPayload> {
    return await answer(ctx, async () => {
      await startMatchRun(ctx);
      return { run: seesAllFigures(ctx) ? ((await listRuns(ctx, { limit: 1 }))[0] ?? null) : null };
    });
  }
}

function toModel(row: Row<'match_model'>, learnedAt: number): MatchModel {
  // The run writes both.
  const fields = JSON.parse(row.chances) as LearnedModel['fields'];
  return {
    // The column holds nothing else.
    kind: row.kind as MatchModel['kind'],
    customers: row.customers,
    learnedAt,
    prior: Number(row.prior),
    fields: fields.map(({ field, levels }) => ({
      // Only names of fields are written.
      field: field as MatchModel['fields'][number]['field'],
      levels: levels.map(({ name, m, u }) => ({ name, same: m, different: u, weight: Math.log2(m / u) })),
    })),
    curve: JSON.parse(row.curve) as CurvePoint[],
    fillers: JSON.parse(row.fillers) as CountedFillers[],
  };
}
