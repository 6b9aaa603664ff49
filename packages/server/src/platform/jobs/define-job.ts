import type { Ctx } from '../context/context.ts';
import type { Trx } from '../database/tables.ts';

/** Where a job stands. PAUSED waits for a person; DONE, FAILED and CANCELLED are the end. */
export type JobState = 'QUEUED' | 'RUNNING' | 'PAUSED' | 'DONE' | 'FAILED' | 'CANCELLED';

/** What a committed step leaves behind for the next one, and for people. What is absent stays as it was. */
export interface StepOutcome {
  /** Where to go on from: plain JSON, read back by `step.checkpoint()` after a kill. */
  readonly checkpoint?: object;
  /** 0 to 1. */
  readonly progress?: number;
  /** A short remark for people, without personal data; at most 200 characters. */
  readonly note?: string;
}

/** What a handler has in hand while it runs. */
export interface JobStep {
  readonly jobId: number;
  /** Acts as the one who asked for the job, with the rights that person has now; or as the system. */
  readonly ctx: Ctx;
  /** Aborted when the handler should stop: someone wants it to, the process ends, or another worker took over. */
  readonly signal: AbortSignal;
  /** What the last committed step left, or undefined at the very start. Its shape is the handler's own. */
  checkpoint<T>(): T | undefined;
  /**
   * One step: runs `work` in a write transaction together with the new checkpoint, so that both are there or neither.
   * Waits when the database is away, and never does a step twice. Keep it under 100 ms. `work` may run again; it may
   * take a few keys with `ids.take()`, more must be taken before.
   *
   * @returns what `work` returned in the try that committed
   * @throws StepStopped when the handler must stop; let it pass
   */
  commit<Outcome extends StepOutcome>(work: (trx: Trx) => Promise<Outcome>): Promise<Outcome>;
}

/** How a job left off before its end. */
export type Interruption = 'PAUSED' | 'CANCELLED' | 'FAILED';

/** How jobs of one kind are done. Handlers run at least once from their last checkpoint: what they redo must not matter. */
export interface JobDefinition<Payload = never> {
  /** For example `import.run`: module and verb. Never renamed, since rows carry it. */
  readonly kind: string;
  readonly run: (step: JobStep, payload: Payload) => Promise<void>;
  /**
   * Told in the transaction in which the job is paused or cancelled while running, or fails for good: the place to
   * change what stands for the job elsewhere.
   */
  readonly interrupted?: (trx: Trx, ctx: Ctx, payload: Payload, how: Interruption, problem?: string) => Promise<void>;
}

/** Declares how jobs of one kind are done. */
export function defineJob<Payload extends object>(definition: JobDefinition<Payload>): JobDefinition {
  // A payload comes back as the JSON that enqueue wrote for the same kind.
  return definition as unknown as JobDefinition;
}

/** Thrown by a handler to end its job as FAILED at once; the message is shown to people and holds no personal data. */
export class JobFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JobFailed';
  }
}

/** Why a step did not begin: PAUSE or CANCEL was asked for, the process ends, or another worker has the job. */
export type StopReason = 'PAUSE' | 'CANCEL' | 'SHUTDOWN' | 'LOST';

/** Thrown by `step.commit` when the handler must stop; the runner catches it. */
export class StepStopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`the step was stopped: ${reason}`);
    this.name = 'StepStopped';
    this.reason = reason;
  }
}
