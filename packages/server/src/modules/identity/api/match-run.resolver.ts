import { Ctx as FromContext, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { startOfToday } from '../../../platform/context/start-of-today.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { toJob } from '../../../platform/jobs/job.type.ts';
import { countMerged, heldCustomers } from '../../custody/index.ts';
import type { CurvePoint } from '../model/curve.ts';
import type { LearnedModel } from '../run/questions.ts';
import { startMatchRun } from '../run/start-run.ts';
import { MatchCounts, MatchModel, MatchRun, MatchRunPayload } from './match.type.ts';

/** Runs of recognition, and what they learned. */
@Resolver()
export class MatchRunResolver {
  @Query(() => MatchRun, { nullable: true, description: 'The latest run; null before the first. Needs IDENTITY_READ.' })
  async matchRun(@FromContext() ctx: Ctx): Promise<MatchRun | null> {
    return await latestRun(ctx);
  }

  @Query(() => [MatchModel], {
    description:
      'What the last finished run learned, by kind of customer; empty before the first. Needs IDENTITY_READ.',
  })
  async matchModels(@FromContext() ctx: Ctx): Promise<MatchModel[]> {
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

  @Query(() => MatchCounts, { description: 'How many pairs stand where. Needs IDENTITY_READ.' })
  async matchCounts(@FromContext() ctx: Ctx): Promise<MatchCounts> {
    const merged = heldCustomers(ctx.db.heavy);
    const rows = await ctx.db.heavy
      .selectFrom('match_pair')
      .select((eb) => ['state', eb.fn.countAll<number>().as('pairs')])
      .where('customer_id', 'not in', merged)
      .where('other_id', 'not in', merged)
      .groupBy('state')
      .execute();
    const of = (state: string) => Number(rows.find((row) => row.state === state)?.pairs ?? 0);
    return { open: of('OPEN'), later: of('LATER'), notSame: of('NOT_SAME'), decidedToday: await decidedToday(ctx) };
  }

  @Mutation(() => MatchRunPayload, {
    description:
      'Starts a run of recognition over all customers, as a job. It changes no customer. Needs CUSTOMER_MERGE.',
  })
  async matchRunStart(@FromContext() ctx: Ctx): Promise<MatchRunPayload> {
    return await answer(ctx, async () => {
      await startMatchRun(ctx);
      return { run: await latestRun(ctx) };
    });
  }
}

const runFields: Pick<MatchRun, 'job'> & ThisType<MatchRun> = {
  async job(_args, ctx) {
    const row = await ctx.db.read.selectFrom('job').selectAll().where('id', '=', this.jobKey).executeTakeFirst();
    return row ? toJob(ctx, row) : null;
  },
};

/** Merging takes its pair off the queue as well; a merge that was taken back decided nothing. */
async function decidedToday(ctx: Ctx): Promise<number> {
  const since = await startOfToday(ctx);
  const { said } = await ctx.db.heavy
    .selectFrom('match_pair')
    .select((eb) => eb.fn.countAll<number>().as('said'))
    .where('state', 'in', ['SAME', 'NOT_SAME'])
    .where('decided_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(said) + (await countMerged(ctx.db.heavy, since));
}

async function latestRun(ctx: Ctx): Promise<MatchRun | null> {
  const row = await ctx.db.read
    .selectFrom('match_run')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const run = {
    key: row.id,
    jobKey: row.job_id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    customers: row.customers,
    compared: row.compared,
    splitBlocks: row.split_blocks,
    leftOutBlocks: row.left_out_blocks,
    found: row.found,
  };
  return withFields([run], runFields)[0] ?? null;
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
  };
}
