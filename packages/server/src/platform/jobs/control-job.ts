import type { Ctx } from '../context/context.ts';
import type { Trx } from '../database/tables.ts';
import { publish } from '../outbox/publish.ts';
import type { JobState } from './define-job.ts';

const FREE = { lease_owner: null, lease_until: null };

/**
 * Asks a job to pause. One that waits is paused at once; one that runs stops before its next step.
 *
 * @returns the state it is now in: RUNNING means that it will pause soon; ended jobs stay as they are
 */
export async function pauseJob(trx: Trx, ctx: Ctx, id: number): Promise<JobState | undefined> {
  await trx
    .updateTable('job')
    .set({ state: 'PAUSED', wanted: null })
    .where('id', '=', id)
    .where('state', '=', 'QUEUED')
    .execute();
  await trx.updateTable('job').set({ wanted: 'PAUSE' }).where('id', '=', id).where('state', '=', 'RUNNING').execute();
  return await tellState(trx, ctx, id);
}

/** Lets a paused job go on, or takes back a pause that it has not yet obeyed. Returns the state it is now in. */
export async function resumeJob(trx: Trx, ctx: Ctx, id: number): Promise<JobState | undefined> {
  await trx
    .updateTable('job')
    .set({ state: 'QUEUED', wanted: null, attempts: 0, run_after: ctx.now(), ...FREE })
    .where('id', '=', id)
    .where('state', '=', 'PAUSED')
    .execute();
  await trx
    .updateTable('job')
    .set({ wanted: null })
    .where('id', '=', id)
    .where('state', '=', 'RUNNING')
    .where('wanted', '=', 'PAUSE')
    .execute();
  return await tellState(trx, ctx, id);
}

/**
 * Cancels a job. One that waits or is paused ends at once, without its handler being told; one that runs stops before
 * its next step, and its handler's `interrupted` is told. Returns the state it is now in.
 */
export async function cancelJob(trx: Trx, ctx: Ctx, id: number): Promise<JobState | undefined> {
  await trx
    .updateTable('job')
    .set({ state: 'CANCELLED', wanted: null, unique_key: null, finished_at: ctx.now(), ...FREE })
    .where('id', '=', id)
    .where('state', 'in', ['QUEUED', 'PAUSED'])
    .execute();
  await trx.updateTable('job').set({ wanted: 'CANCEL' }).where('id', '=', id).where('state', '=', 'RUNNING').execute();
  return await tellState(trx, ctx, id);
}

/** Gives a failed job another chance, from its last checkpoint. Returns the state it is now in. */
export async function retryJob(trx: Trx, ctx: Ctx, id: number): Promise<JobState | undefined> {
  await trx
    .updateTable('job')
    .set({ state: 'QUEUED', attempts: 0, problem: null, finished_at: null, run_after: ctx.now(), ...FREE })
    .where('id', '=', id)
    .where('state', '=', 'FAILED')
    .execute();
  return await tellState(trx, ctx, id);
}

/** Tells those who follow the job, and the caller, where it stands. */
async function tellState(trx: Trx, ctx: Ctx, id: number): Promise<JobState | undefined> {
  const row = await trx.selectFrom('job').select('state').where('id', '=', id).executeTakeFirst();
  if (row) await publish(trx, ctx, { type: 'job.changed', objectId: id });
  // Only this folder writes the column.
  return row?.state as JobState | undefined;
}
