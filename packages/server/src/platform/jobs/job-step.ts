import { setImmediate as yieldToOthers, setTimeout as sleep } from 'node:timers/promises';
import type { Ctx } from '../context/context.ts';
import type { Trx } from '../database/tables.ts';
import { publish } from '../outbox/publish.ts';
import { type Claim, type Claimant, updateClaimed } from './claim-job.ts';
import { type JobStep, type StepOutcome, StepStopped } from './define-job.ts';
import { patiently, waitReason } from './patiently.ts';

/** Told at most this often (ms) that a job went on. */
const TELL_EVERY = 300;
const LONGEST_NOTE = 200;
/** After so many ms in write transactions, the embedded database's only write lock is left to others for a moment. */
const LOCK_SHARE_MS = 25;
/** Longer than waiting writers take to look again. */
const LOCK_REST_MS = 4;

/** Something that will be seen differently when looked at again. */
class LookAgain extends Error {}

/**
 * Makes the step a handler works with, from where the last committed one left off.
 *
 * `signal` aborts when the handler should stop for good; its reason is a `StepStopped`.
 */
export async function openStep(ctx: Ctx, claim: Claim, claimant: Claimant, signal: AbortSignal): Promise<JobStep> {
  const start = await ctx.db.read
    .selectFrom('job')
    .select(['checkpoint', 'steps', 'fence'])
    .where('id', '=', claim.id)
    .executeTakeFirst();
  if (!start || start.fence !== claim.fence) throw new StepStopped('LOST');
  let checkpoint = start.checkpoint;
  let steps = start.steps;
  let toldAt = 0;
  let held = 0;

  /** Lets timers and other processes have their turn: the embedded database answers without ever leaving it. */
  async function makeRoom(since: number): Promise<void> {
    held += performance.now() - since;
    if (ctx.db.address.engine !== 'sqlite' || held < LOCK_SHARE_MS) return await yieldToOthers();
    held = 0;
    await sleep(LOCK_REST_MS);
  }

  async function attempt<Outcome extends StepOutcome>(
    trx: Trx,
    work: (trx: Trx) => Promise<Outcome>,
    earlier: { outcome?: Outcome },
  ): Promise<Outcome> {
    const row = await trx
      .selectFrom('job')
      .select(['fence', 'state', 'steps', 'wanted'])
      .where('id', '=', claim.id)
      .executeTakeFirst();
    if (!row || row.fence !== claim.fence || row.state !== 'RUNNING') throw new StepStopped('LOST');
    // An earlier try of this very step did commit, and only its answer was lost.
    if (row.steps === steps + 1 && earlier.outcome) return earlier.outcome;
    if (row.wanted === 'PAUSE' || row.wanted === 'CANCEL') throw new StepStopped(row.wanted);
    const outcome = await work(trx);
    const mayBeThere = earlier.outcome !== undefined;
    earlier.outcome = outcome;
    const updated = await updateClaimed(
      trx,
      claim,
      {
        steps: steps + 1,
        attempts: 0,
        problem: null,
        lease_until: claimant.now() + claimant.leaseMs,
        ...(outcome.checkpoint === undefined ? {} : { checkpoint: JSON.stringify(outcome.checkpoint) }),
        ...(outcome.progress === undefined ? {} : { progress: Math.min(1, Math.max(0, outcome.progress)) }),
        ...(outcome.note === undefined ? {} : { note: outcome.note.slice(0, LONGEST_NOTE) }),
      },
      steps,
    );
    if (!updated) throw mayBeThere ? new LookAgain() : new StepStopped('LOST');
    if (claimant.now() - toldAt >= TELL_EVERY) await publish(trx, ctx, { type: 'job.changed', objectId: claim.id });
    return outcome;
  }

  return {
    jobId: claim.id,
    ctx,
    signal,
    // The handler itself wrote it.
    checkpoint: <T>() => (checkpoint === null ? undefined : (JSON.parse(checkpoint) as T)),
    commit: async <Outcome extends StepOutcome>(work: (trx: Trx) => Promise<Outcome>) => {
      signal.throwIfAborted();
      const earlier: { outcome?: Outcome } = {};
      const since = performance.now();
      const outcome = await patiently(
        async () => {
          signal.throwIfAborted();
          for (;;) {
            try {
              return await ctx.db.transaction(async (trx) => await attempt(trx, work, earlier));
            } catch (error) {
              if (!(error instanceof LookAgain)) throw error;
            }
          }
        },
        signal,
        (error) => ctx.log.warn({ job: claim.id, error: waitReason(error) }, 'a step waits for the database'),
      );
      if (outcome.checkpoint !== undefined) checkpoint = JSON.stringify(outcome.checkpoint);
      steps++;
      const now = claimant.now();
      if (now - toldAt >= TELL_EVERY) toldAt = now;
      await makeRoom(since);
      return outcome;
    },
  };
}
