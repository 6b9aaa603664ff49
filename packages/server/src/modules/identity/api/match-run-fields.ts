import type { Ctx } from '../../../platform/context/context.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { withFields } from '../../../platform/graphql/resolved.ts';
import { findJob } from '../../../platform/jobs/find-jobs.ts';
import { loadUser, toUser } from '../../access/index.ts';
import type { RunPhase } from '../run/match-run.job.ts';
import type { LearnedModel } from '../run/questions.ts';
import type { MatchDrift, MatchRun } from './run.type.ts';

/** Runs, the latest first. */
export async function listRuns(
  ctx: Ctx,
  of: { readonly before?: { readonly at: number; readonly id: number } | undefined; readonly limit: number },
): Promise<MatchRun[]> {
  const { before, limit } = of;
  let query = ctx.db.read.selectFrom('match_run').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc');
  if (before)
    query = query
      .where('started_at', '<=', before.at)
      .where((eb) => eb.or([eb('started_at', '<', before.at), eb('id', '<', before.id)]));
  return withFields((await query.limit(limit).execute()).map(readRow), runFields);
}

const runFields: Pick<MatchRun, 'id' | 'startedBy' | 'drift' | 'job'> & ThisType<MatchRun> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('mrn', this.key);
  },
  async startedBy(_args, ctx) {
    const user = this.actorKey ? await loadUser(ctx, this.actorKey) : undefined;
    return user ? toUser(ctx, user) : null;
  },
  async drift(_args, ctx) {
    const runs = await ctx.once(learnedByRun);
    const place = runs.findIndex(({ runId }) => runId === this.key);
    const [run, former] = place === -1 ? [] : runs.slice(place, place + 2);
    return run && former ? driftBetween(former.models, run.models) : [];
  },
  async job(_args, ctx) {
    return await findJob(ctx, this.jobKey);
  },
};

function readRow(row: Row<'match_run'>) {
  return {
    key: row.id,
    jobKey: row.job_id,
    actorKey: row.actor_id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    // Only the run's jobs write it.
    phase: row.phase as RunPhase,
    expected: row.expected,
    handled: row.handled,
    customers: row.customers,
    compared: row.compared,
    splitBlocks: row.split_blocks,
    leftOutBlocks: row.left_out_blocks,
    found: row.found,
  };
}

interface LearnedRun {
  readonly runId: number;
  readonly models: readonly Pick<LearnedModel, 'kind' | 'fields'>[];
}

/** What every finished run learned, the latest first: as many as are kept. */
async function learnedByRun(ctx: Ctx): Promise<LearnedRun[]> {
  const rows = await ctx.db.read
    .selectFrom('match_run')
    .leftJoin('match_model', 'match_model.run_id', 'match_run.id')
    .select(['match_run.id', 'match_model.kind', 'match_model.chances'])
    .where('match_run.finished_at', 'is not', null)
    .orderBy('match_run.started_at', 'desc')
    .orderBy('match_run.id', 'desc')
    .execute();
  return [...Map.groupBy(rows, ({ id }) => id)].map(([runId, own]) => ({
    runId,
    models: own.flatMap(({ kind, chances }) =>
      // The run writes both.
      kind === null || chances === null
        ? []
        : [{ kind: kind as LearnedModel['kind'], fields: JSON.parse(chances) as LearnedModel['fields'] }],
    ),
  }));
}

function driftBetween(former: LearnedRun['models'], present: LearnedRun['models']): MatchDrift[] {
  const found = present.flatMap(({ kind, fields }) => {
    const before = former.find((one) => one.kind === kind)?.fields ?? [];
    return fields.flatMap(({ field, levels }) => {
      const levelsBefore = before.find((one) => one.field === field)?.levels ?? [];
      const moves = levels.flatMap(({ name, m }): MatchDrift[] => {
        const known = levelsBefore.find((one) => one.name === name);
        // Only names of fields are written.
        return known ? [{ kind, field: field as MatchDrift['field'], level: name, before: known.m, now: m }] : [];
      });
      return moves.toSorted(byMove).slice(0, 1);
    });
  });
  return found.toSorted(byMove);
}

const byMove = (a: MatchDrift, b: MatchDrift): number => Math.abs(b.now - b.before) - Math.abs(a.now - a.before);
