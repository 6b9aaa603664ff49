import { setTimeout as sleep } from 'node:timers/promises';
import type { Locale } from '@dossier/shared/error';
import { type Actor, SYSTEM } from '../context/actor.ts';
import { createContext, type Services } from '../context/context.ts';
import { newOwner } from '../process/owner.ts';
import { type Claim, claimJob, type Claimant } from './claim-job.ts';
import { type JobDefinition, JobFailed } from './define-job.ts';
import { patiently } from './patiently.ts';
import { runJob } from './run-job.ts';

const LEASE_MS = 30_000;
const POLL_MS = 250;
const AT_ONCE = 2;

/** What a runner of jobs needs. */
export interface RunnerOptions {
  readonly services: Services;
  readonly definitions: readonly JobDefinition[];
  /** Who a user is now, for jobs asked for by that user; 0 is the system. Undefined when the user may no longer act. */
  readonly actorOf: (userId: number) => Promise<{ actor: Actor; locale: Locale } | undefined>;
  /** Jobs at once in this process; 2 unless told. */
  readonly concurrency?: number;
  /** How long a claim holds without a heartbeat, in ms; 30 s unless told. */
  readonly leaseMs?: number;
  /** How often an idle runner looks for work, in ms; 250 unless told. */
  readonly pollMs?: number;
}

/** A running runner. */
export interface JobRunner {
  /** Resolves when no job is due or running, for commands that wait for the queue and for tests. */
  idle(): Promise<void>;
  /** Lets each running handler finish its step, gives the jobs back to the queue, and resolves when all is quiet. */
  stop(): Promise<void>;
}

/** Starts taking jobs of the given kinds from the queue and running them. */
export function startJobRunner(options: RunnerOptions): JobRunner {
  const { services } = options;
  const shutdown = new AbortController();
  const byKind = new Map(options.definitions.map((definition) => [definition.kind, definition]));
  if (byKind.size !== options.definitions.length) throw new Error('two job definitions have the same kind');
  const claimant: Claimant = {
    owner: newOwner(),
    leaseMs: options.leaseMs ?? LEASE_MS,
    kinds: [...byKind.keys()],
    now: services.now,
  };
  const running = new Set<Promise<void>>();
  const idleWaiters = new Set<() => void>();
  const loop = takeJobs();

  async function takeJobs(): Promise<void> {
    while (!shutdown.signal.aborted) {
      const claim = running.size < (options.concurrency ?? AT_ONCE) ? await next() : undefined;
      if (claim) {
        start(claim);
        continue;
      }
      if (running.size === 0) for (const tell of idleWaiters) tell();
      await Promise.race([
        sleep(options.pollMs ?? POLL_MS, undefined, { signal: shutdown.signal }).catch(() => {}),
        ...running,
      ]);
    }
    await Promise.all(running);
    for (const tell of idleWaiters) tell();
  }

  async function next(): Promise<Claim | undefined> {
    if (claimant.kinds.length === 0) return undefined;
    return await patiently(
      async () => await claimJob(services.db, claimant),
      shutdown.signal,
      () => services.log.warn({}, 'the queue of jobs waits for the database'),
    ).catch((error: unknown) => {
      if (!shutdown.signal.aborted) services.log.error({ error: String(error) }, 'the queue of jobs could not be read');
      return undefined;
    });
  }

  function start(claim: Claim): void {
    const job: Promise<void> = run(claim)
      .catch((error: unknown) => services.log.error({ job: claim.id, error: String(error) }, 'a job could not be run'))
      .finally(() => running.delete(job));
    running.add(job);
  }

  async function run(claim: Claim): Promise<void> {
    const definition = byKind.get(claim.kind);
    // Only kinds that are known are claimed.
    if (!definition) return;
    const acting = await patiently(async () => await options.actorOf(claim.createdBy), shutdown.signal);
    const as = acting ?? { actor: SYSTEM, locale: 'en' };
    const ctx = createContext(services, { ...as, requestId: `job-${claim.id}` });
    await runJob({
      ctx,
      claim,
      claimant,
      definition: acting ? definition : { ...definition, run: refuseToRun },
      shutdown: shutdown.signal,
    });
  }

  return {
    idle: async () => {
      const quiet = Promise.withResolvers<void>();
      const tell = () => {
        idleWaiters.delete(tell);
        quiet.resolve();
      };
      idleWaiters.add(tell);
      await quiet.promise;
    },
    stop: async () => {
      shutdown.abort();
      await loop;
    },
  };
}

async function refuseToRun(): Promise<void> {
  throw new JobFailed('The person who asked for this may no longer do so.');
}
