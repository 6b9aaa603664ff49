import { isDuplicateKey } from '../database/engine-errors.ts';
import type { Trx } from '../database/tables.ts';
import type { Ctx } from '../context/context.ts';

/** Work to be done after the transaction that asks for it. */
export interface JobRequest {
  readonly kind: string;
  /** Plain JSON without personal data beyond keys: it stays in the table. */
  readonly payload: object;
  /** While an unfinished job has this key, no second one is made. At most 120 characters. */
  readonly uniqueKey?: string;
  /** Not before this instant (ms). */
  readonly runAfter?: number;
  /** Failures in a row, without a committed step between them, before it is given up; 5 unless told. */
  readonly maxAttempts?: number;
}

/**
 * Puts a job into the queue in the caller's transaction: it exists if and only if that commits.
 *
 * @returns the job's key, or that of the unfinished job with the same `uniqueKey`
 */
export async function enqueue(trx: Trx, ctx: Ctx, request: JobRequest): Promise<number> {
  const now = ctx.now();
  const id = ctx.db.ids.take();
  const row = {
    id,
    kind: request.kind,
    unique_key: request.uniqueKey ?? null,
    state: 'QUEUED',
    payload: JSON.stringify(request.payload),
    checkpoint: null,
    steps: 0,
    progress: null,
    note: null,
    wanted: null,
    attempts: 0,
    max_attempts: request.maxAttempts ?? 5,
    run_after: request.runAfter ?? now,
    lease_owner: null,
    lease_until: null,
    fence: 0,
    problem: null,
    created_by: ctx.actor.userId,
    created_at: now,
    started_at: null,
    finished_at: null,
  };
  try {
    await trx.insertInto('job').values(row).execute();
    return id;
  } catch (error) {
    if (request.uniqueKey === undefined || !isDuplicateKey(error)) throw error;
    const existing = await trx
      .selectFrom('job')
      .select('id')
      .where('unique_key', '=', request.uniqueKey)
      .executeTakeFirst();
    if (!existing) throw error;
    return existing.id;
  }
}
