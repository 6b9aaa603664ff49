import type { Ctx } from '../context/context.ts';
import { Refused } from '../graphql/refused.ts';
import { framesOf, placeOf } from '../log/describe-error.ts';
import { publish } from '../outbox/publish.ts';
import { type Claim, type Claimant, MOST_CRASHES, renewClaim, updateClaimed } from './claim-job.ts';
import { type Interruption, type JobDefinition, JobFailed, type JobState, StepStopped } from './define-job.ts';
import { openStep } from './job-step.ts';
import { patiently, waitReason } from './patiently.ts';

const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 300_000;
const FREE = { lease_owner: null, lease_until: null };

/** One job in the hands of this worker. */
export interface Run {
  readonly ctx: Ctx;
  readonly claim: Claim;
  readonly claimant: Claimant;
  readonly definition: JobDefinition;
  /** Aborts when the process is to end. */
  readonly shutdown: AbortSignal;
}

/**
 * Runs a claimed job until it ends, is interrupted, or is no longer ours. Never throws for what a handler does. While the
 * database is away it waits and goes on from the last checkpoint; that is no failure.
 */
export async function runJob(run: Run): Promise<void> {
  const { ctx, claim, claimant } = run;
  const stop = new AbortController();
  const onShutdown = () => stop.abort(new StepStopped('SHUTDOWN'));
  if (run.shutdown.aborted) onShutdown();
  run.shutdown.addEventListener('abort', onShutdown);
  const heartbeat = setInterval(() => void beat(), claimant.leaseMs / 3);

  async function beat(): Promise<void> {
    // When the database is away, the lease is neither lost nor kept: the fence decides at the next step.
    const ours = await renewClaim(ctx.db, claim, claimant).catch(() => true);
    if (!ours) stop.abort(new StepStopped('LOST'));
  }

  try {
    if (claim.attempts > MOST_CRASHES) throw new JobFailed('The worker stopped again and again while it ran this job.');
    await handle(run, stop.signal);
    await settle(run, { state: 'DONE', progress: 1, problem: null });
  } catch (error) {
    await afterError(run, stop.signal.aborted ? stop.signal.reason : error);
  } finally {
    clearInterval(heartbeat);
    run.shutdown.removeEventListener('abort', onShutdown);
  }
}

/** Runs the handler, again from its checkpoint whenever the database was away. */
async function handle({ ctx, claim, claimant, definition }: Run, signal: AbortSignal): Promise<void> {
  // The kind that wrote the payload reads it.
  const payload = JSON.parse(claim.payload) as never;
  await patiently(
    async () => {
      signal.throwIfAborted();
      await definition.run(await openStep(ctx, claim, claimant, signal), payload);
    },
    signal,
    (error) => ctx.log.warn({ job: claim.id, error: waitReason(error) }, 'a job waits for the database'),
  );
}

async function afterError(run: Run, error: unknown): Promise<void> {
  const { ctx, claim } = run;
  if (error instanceof StepStopped) {
    if (error.reason === 'LOST') return;
    if (error.reason === 'PAUSE') return await settle(run, { state: 'PAUSED' }, 'PAUSED');
    if (error.reason === 'CANCEL') return await settle(run, { state: 'CANCELLED' }, 'CANCELLED');
    return await settle(run, { state: 'QUEUED', attempts: Math.max(0, claim.attempts - 1) });
  }
  const problem = problemOf(error, claim.id);
  logFailure(run, error);
  if (!isFinal(error) && claim.attempts < claim.maxAttempts) {
    const runAfter = ctx.now() + backoff(claim.attempts);
    return await settle(run, { state: 'QUEUED', problem, run_after: runAfter, attempts: claim.attempts });
  }
  await settle(run, { state: 'FAILED', problem }, 'FAILED', problem);
}

type Settlement = {
  state: JobState;
  progress?: number;
  problem?: string | null;
  run_after?: number;
  attempts?: number;
};

/** Writes how the run ended, unless another worker owns the job by now. */
async function settle(run: Run, to: Settlement, how?: Interruption, problem?: string): Promise<void> {
  const { ctx, claim, definition } = run;
  const ended = to.state === 'DONE' || to.state === 'FAILED' || to.state === 'CANCELLED';
  const work = async () =>
    await ctx.db.transaction(async (trx) => {
      const changes = { ...to, wanted: null, ...FREE };
      const end = ended ? { unique_key: null, finished_at: ctx.now() } : {};
      if (!(await updateClaimed(trx, claim, { ...changes, ...end }))) return;
      if (how) await definition.interrupted?.(trx, ctx, JSON.parse(claim.payload) as never, how, problem);
      await publish(trx, ctx, { type: 'job.changed', objectId: claim.id });
    });
  // At shutdown a database that is away is not waited for: the lease will end by itself.
  await patiently(work, run.shutdown).catch((error: unknown) =>
    ctx.log.error({ job: claim.id, error: waitReason(error) }, 'how a job ended could not be written'),
  );
}

/** Milliseconds to wait before the next try: 1 s, doubled each time up to 5 minutes, with a fifth of jitter. */
function backoff(attempts: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (attempts - 1), LONGEST_BACKOFF_MS) * (0.9 + Math.random() * 0.2);
}

function isFinal(error: unknown): boolean {
  return error instanceof JobFailed || error instanceof Refused;
}

/** What people see. Unforeseen errors may quote values, so only their kind is shown, and where they arose. */
function problemOf(error: unknown, id: number): string {
  if (isFinal(error) && error instanceof Error) return error.message.slice(0, 500);
  const place = placeOf(error);
  const what = place === undefined ? waitReason(error) : `${waitReason(error)} in ${place}`;
  return `It failed unexpectedly (${what}). The log has more under job ${id}.`;
}

function logFailure({ ctx, claim }: Run, error: unknown): void {
  const why = isFinal(error) && error instanceof Error ? { problem: error.message } : {};
  ctx.log.error(
    {
      job: claim.id,
      kind: claim.kind,
      attempts: claim.attempts,
      error: waitReason(error),
      ...why,
      stack: framesOf(error),
    },
    'a job failed',
  );
}
