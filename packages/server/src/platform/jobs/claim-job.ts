import type { Database } from '../database/database.ts';
import type { Updateable } from 'kysely';
import type { Tables, Trx } from '../database/tables.ts';
import { isGone } from '../process/owner.ts';

const LOOKED_AT = 20;
/** Processes that may die on one job without a step between them before it is taken for the cause. */
export const MOST_CRASHES = 20;

/** A job that this worker may run until its lease ends or another takes it. */
export interface Claim {
  readonly id: number;
  readonly fence: number;
  readonly kind: string;
  readonly payload: string;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly createdBy: number;
}

/** Who claims, and for how long a claim holds without a heartbeat. */
export interface Claimant {
  readonly owner: string;
  readonly leaseMs: number;
  readonly kinds: readonly string[];
  readonly now: () => number;
}

const COLUMNS = [
  'id',
  'kind',
  'state',
  'fence',
  'payload',
  'attempts',
  'max_attempts',
  'created_by',
  'lease_owner',
  'lease_until',
] as const;

/** Takes the next job that is due, or one whose worker is gone; undefined when there is none. */
export async function claimJob(db: Database, claimant: Claimant): Promise<Claim | undefined> {
  const now = claimant.now();
  const candidates = [...(await abandonedJobs(db, claimant, now)), ...(await dueJobs(db, claimant, now))];
  for (const job of candidates) {
    const fence = job.fence + 1;
    const taken = await db.transaction(
      async (trx) =>
        await trx
          .updateTable('job')
          .set((eb) => ({
            state: 'RUNNING',
            lease_owner: claimant.owner,
            lease_until: now + claimant.leaseMs,
            fence,
            attempts: job.attempts + 1,
            started_at: eb.fn.coalesce('started_at', eb.val(now)),
          }))
          .where('id', '=', job.id)
          .where('fence', '=', job.fence)
          .where('state', '=', job.state)
          .executeTakeFirst(),
    );
    if (taken.numUpdatedRows !== 1n) continue;
    return {
      id: job.id,
      fence,
      kind: job.kind,
      payload: job.payload,
      attempts: job.attempts + 1,
      maxAttempts: job.max_attempts,
      createdBy: job.created_by,
    };
  }
  return undefined;
}

async function dueJobs(db: Database, { kinds }: Claimant, now: number) {
  return await db.read
    .selectFrom('job')
    .select(COLUMNS)
    .where('state', '=', 'QUEUED')
    .where('run_after', '<=', now)
    .where('kind', 'in', kinds)
    .orderBy('run_after')
    .orderBy('id')
    .limit(LOOKED_AT)
    .execute();
}

async function abandonedJobs(db: Database, { kinds }: Claimant, now: number) {
  const running = await db.read
    .selectFrom('job')
    .select(COLUMNS)
    .where('state', '=', 'RUNNING')
    .where('kind', 'in', kinds)
    .execute();
  return running.filter((job) => (job.lease_until ?? 0) < now || isGone(job.lease_owner ?? ''));
}

/** Makes a claim hold longer. False when it is no longer ours: paused from outside, or taken by another worker. */
export async function renewClaim(db: Database, claim: Claim, claimant: Claimant): Promise<boolean> {
  const renewed = await db.transaction(
    async (trx) =>
      await trx
        .updateTable('job')
        .set({ lease_until: claimant.now() + claimant.leaseMs })
        .where('id', '=', claim.id)
        .where('fence', '=', claim.fence)
        .where('state', '=', 'RUNNING')
        .executeTakeFirst(),
  );
  return renewed.numUpdatedRows === 1n;
}

/**
 * Changes a job as its owner; false, and nothing is changed, when another owns it by now, or when `steps` is given and
 * another number of steps was committed.
 */
export async function updateClaimed(
  trx: Trx,
  claim: Claim,
  changes: Updateable<Tables['job']>,
  steps?: number,
): Promise<boolean> {
  let query = trx
    .updateTable('job')
    .set(changes)
    .where('id', '=', claim.id)
    .where('fence', '=', claim.fence)
    .where('state', '=', 'RUNNING');
  if (steps !== undefined) query = query.where('steps', '=', steps);
  return (await query.executeTakeFirst()).numUpdatedRows === 1n;
}
