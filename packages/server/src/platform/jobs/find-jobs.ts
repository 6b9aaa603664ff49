import type { Ctx } from '../context/context.ts';
import type { JobState } from './define-job.ts';
import { type Job, toJob } from './job.type.ts';

/** The newest jobs, of any state or of these. */
export async function listJobs(ctx: Ctx, wanted: { first: number; states?: readonly JobState[] }): Promise<Job[]> {
  let query = ctx.db.read.selectFrom('job').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc');
  if (wanted.states && wanted.states.length > 0) query = query.where('state', 'in', wanted.states);
  const rows = await query.limit(wanted.first).execute();
  return rows.map((row) => toJob(ctx, row));
}

/** One job, or null. */
export async function findJob(ctx: Ctx, id: number): Promise<Job | null> {
  const row = await ctx.db.read.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toJob(ctx, row) : null;
}
