import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { defineJob, type JobStep } from '../../../platform/jobs/define-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { countCustomers, readPortions } from '../batch/read-records.ts';
import { CLUSTER_JOB } from '../cluster/cluster.job.ts';
import { keptApart } from '../review/decisions.ts';
import { type Found, matchBeside } from './matching.ts';
import type { LearnedModel } from './questions.ts';
import { writePairs } from './write-pairs.ts';

/** Kind of the job that looks for customers who may be one. */
export const MATCH_RUN_JOB = 'identity.match';

/** What a run is at; GROUPING is what follows it. */
export const RUN_PHASES = ['READING', 'COMPARING', 'WRITING', 'GROUPING', 'DONE'] as const;
/** One of {@link RUN_PHASES}. */
export type RunPhase = (typeof RUN_PHASES)[number];

/** Parts of the whole, as measured: reading, comparing, writing. */
const READS_UNTIL = 0.4;
const WRITES_FROM = 0.8;
const REMOVED_AT_ONCE = 2_000;

/**
 * Looks at all customers and writes down who may be one. Nothing of a run counts before its last step; after a kill it begins anew,
 * which changes nothing that was decided. What an earlier run found and this one did not is forgotten, unless it was decided.
 */
export const matchRunJob = defineJob<{ runId: number }>({
  kind: MATCH_RUN_JOB,
  run: async (step, { runId }) => {
    const { ctx, signal } = step;
    const apart = await keptApart(ctx.db.read);
    const portions = readPortions(ctx, signal);
    const expected = await countCustomers(ctx);
    const teller = startTelling(step, runId, expected);
    const until = AbortSignal.any([signal, teller.stopped]);
    await matchBeside({ portions, expected, apart, signal: until, onProgress: teller.tell }, async (found) => {
      await teller.end();
      let written = 0;
      for await (const portion of found.pairs()) {
        await ctx.db.ids.ensure(portion.length);
        written += portion.length;
        await step.commit(async (trx) => {
          await writePairs(trx, ctx, runId, portion);
          await tell(trx, runId, { phase: 'WRITING' });
          const progress = WRITES_FROM + (0.95 - WRITES_FROM) * (written / found.count);
          return { progress, note: `${written} pairs` };
        });
      }
      await forgetFormer(step, runId);
      await ctx.db.ids.ensure(1);
      await step.commit(async (trx) => {
        await finish(trx, runId, found, ctx.now());
        await enqueue(trx, ctx, { kind: CLUSTER_JOB, payload: { runId } });
        return { progress: 1 };
      });
    });
  },
});

/** Tells people how far it is, one telling at a time; aborts when somebody wants the job to stop. */
function startTelling({ commit }: JobStep, runId: number, expected: number) {
  const stop = new AbortController();
  let telling: Promise<void> | undefined;
  let progress = 0;
  async function say(step: 'READ' | 'COMPARED', handled: number): Promise<void> {
    const part = Math.min(1, handled / Math.max(1, expected));
    const isRead = step === 'READ';
    // Persons and organisations are compared one after the other: it does not go back between them.
    progress = Math.max(progress, isRead ? READS_UNTIL * part : READS_UNTIL + (WRITES_FROM - READS_UNTIL) * part);
    const note = `${handled} of ${expected} customers ${isRead ? 'read' : 'compared'}`;
    try {
      await commit(async (trx) => {
        await tell(trx, runId, { phase: isRead && part < 1 ? 'READING' : 'COMPARING', expected, handled });
        return { progress, note };
      });
    } catch (error) {
      stop.abort(error);
    }
    telling = undefined;
  }
  return {
    stopped: stop.signal,
    tell: (step: 'READ' | 'COMPARED', handled: number): void => {
      if (telling === undefined && !stop.signal.aborted) telling = say(step, handled);
    },
    end: async (): Promise<void> => {
      await telling;
      stop.signal.throwIfAborted();
    },
  };
}

async function tell(
  trx: Trx,
  runId: number,
  what: { readonly phase: RunPhase; readonly handled?: number; readonly expected?: number },
): Promise<void> {
  await trx.updateTable('match_run').set(what).where('id', '=', runId).execute();
}

async function forgetFormer(step: JobStep, runId: number): Promise<void> {
  for (let left = true; left;) {
    const rows = await step.ctx.db.read
      .selectFrom('match_pair')
      .select('id')
      .where('run_id', '<>', runId)
      .where('state', 'in', ['OPEN', 'LATER'])
      .limit(REMOVED_AT_ONCE)
      .execute();
    left = rows.length === REMOVED_AT_ONCE;
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await step.commit(async (trx) => {
      await trx.deleteFrom('match_pair').where('id', 'in', ids).where('run_id', '<>', runId).execute();
      return { progress: 0.97 };
    });
  }
}

async function finish(trx: Trx, runId: number, { models, count }: Found, at: number): Promise<void> {
  const rows = models.map(({ kind, customers, prior, fields, curve }) => [
    runId,
    kind,
    customers,
    String(prior),
    JSON.stringify(fields),
    JSON.stringify(curve),
  ]);
  await bulkInsert(trx, 'match_model', ['run_id', 'kind', 'customers', 'prior', 'chances', 'curve'], rows, {
    onConflict: 'skip',
  });
  const sum = (of: (model: LearnedModel) => number) => models.reduce((all, model) => all + of(model), 0);
  await trx
    .updateTable('match_run')
    .set({
      finished_at: at,
      phase: 'GROUPING',
      customers: sum(({ customers }) => customers),
      compared: sum(({ blocking }) => blocking.pairs),
      split_blocks: sum(({ blocking }) => blocking.split),
      left_out_blocks: sum(({ blocking }) => blocking.leftOut),
      found: count,
    })
    .where('id', '=', runId)
    .execute();
}
