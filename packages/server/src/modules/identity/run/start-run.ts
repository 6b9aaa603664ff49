import { SYSTEM } from '../../../platform/context/actor.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { recordAudit } from '../../audit/index.ts';
import { MATCH_RUN_JOB } from './match-run.job.ts';

/** Starts a run of recognition over all customers as a job; while one is under way, that one is answered. Returns its key. */
export async function startMatchRun(ctx: Ctx): Promise<number> {
  await ctx.db.ids.ensure(3);
  return await ctx.db.transaction(async (trx) => {
    const underWay = await findRunUnderWay(trx);
    if (underWay !== undefined) return underWay;
    const id = ctx.db.ids.take();
    // It compares everybody, whoever asked: who sees which pair is decided when they look.
    const jobId = await enqueue(trx, { ...ctx, actor: SYSTEM }, { kind: MATCH_RUN_JOB, payload: { runId: id } });
    await trx
      .insertInto('match_run')
      .values({ id, job_id: jobId, actor_id: ctx.actor.userId, started_at: ctx.now(), finished_at: null })
      .execute();
    await recordAudit(trx, ctx, { action: 'identity.matchStarted', objectType: 'matchRun', objectId: id });
    return id;
  });
}

/** The key of the run that is under way. */
export async function findRunUnderWay(db: Queryable): Promise<number | undefined> {
  const row = await db
    .selectFrom('match_run')
    .innerJoin('job', 'job.id', 'match_run.job_id')
    .select('match_run.id')
    .where('match_run.finished_at', 'is', null)
    .where('job.state', 'in', ['QUEUED', 'RUNNING', 'PAUSED'])
    .executeTakeFirst();
  return row?.id;
}
