import type { Queryable } from '../../../platform/database/tables.ts';

/** What became of a run. */
export interface RunOutcome {
  readonly jobId: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Null until all it found stands in the database. */
  readonly finishedAt: number | null;
  readonly customers: number;
  readonly compared: number;
  readonly found: number;
  /** Pairs that nobody has decided about yet. */
  readonly open: number;
}

/** Looks what became of a run that was started. */
export async function findRunOutcome(db: Queryable, runId: number): Promise<RunOutcome> {
  const run = await db.selectFrom('match_run').selectAll().where('id', '=', runId).executeTakeFirstOrThrow();
  const { open } = await db
    .selectFrom('match_pair')
    .select((eb) => eb.fn.countAll<number>().as('open'))
    .where('state', '=', 'OPEN')
    .executeTakeFirstOrThrow();
  return {
    jobId: run.job_id,
    startedAt: run.started_at,
    finishedAt: run.finished_at,
    customers: run.customers,
    compared: run.compared,
    found: run.found,
    open: Number(open),
  };
}
