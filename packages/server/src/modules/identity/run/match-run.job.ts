import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { defineJob, type JobStep } from '../../../platform/jobs/define-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { KEPT_STATUSES } from '../../customer/index.ts';
import { readPortions } from '../batch/read-records.ts';
import { CLUSTER_JOB } from '../cluster/cluster.job.ts';
import type { MatchRecord } from '../record/match-record.ts';
import { keptApart } from '../review/decisions.ts';
import { type Found, matchBeside } from './matching.ts';
import { writePairs } from './write-pairs.ts';

/** Kind of the job that looks for customers who may be one. */
export const MATCH_RUN_JOB = 'identity.match';

/** What a run is at; GROUPING is what follows it. */
export const RUN_PHASES = ['READING', 'COMPARING', 'WRITING', 'GROUPING', 'DONE'] as const;
/** One of {@link RUN_PHASES}. */
export type RunPhase = (typeof RUN_PHASES)[number];

/** It is told how many customers were read after every so many. */
const TOLD_EVERY = 5_000;
/** Parts of the whole, as measured: reading, comparing, writing. */
const READS_UNTIL = 0.4;
const WRITES_FROM = 0.8;
const WRITTEN_AT_ONCE = 500;
const REMOVED_AT_ONCE = 2_000;

/**
 * Looks at all customers and writes down who may be one. Nothing of a run counts before its last step; after a kill it begins anew,
 * which changes nothing that was decided. What an earlier run found and this one did not is forgotten, unless it was decided.
 */
export const matchRunJob = defineJob<{ runId: number }>({
  kind: MATCH_RUN_JOB,
  run: async (step, { runId }) => {
    const { ctx, signal } = step;
    const found = await matchBeside(readTelling(step, runId), await keptApart(ctx.db.read), signal);
    await step.commit(async (trx) => {
      await tell(trx, runId, { phase: 'WRITING' });
      return { progress: WRITES_FROM };
    });
    for (let from = 0; from < found.pairs.length; from += WRITTEN_AT_ONCE) {
      const portion = found.pairs.slice(from, from + WRITTEN_AT_ONCE);
      await ctx.db.ids.ensure(portion.length);
      await step.commit(async (trx) => {
        await writePairs(trx, ctx, runId, portion);
        const part = from / found.pairs.length;
        return { progress: WRITES_FROM + (0.95 - WRITES_FROM) * part, note: `${from + portion.length} pairs` };
      });
    }
    await forgetFormer(step, runId);
    await ctx.db.ids.ensure(1);
    await step.commit(async (trx) => {
      await finish(trx, runId, found, ctx.now());
      await enqueue(trx, ctx, { kind: CLUSTER_JOB, payload: { runId } });
      return { progress: 1 };
    });
  },
});

/** Reads all customers, and says now and then how many were read, and in the end that they are compared. */
async function* readTelling({ ctx, commit, signal }: JobStep, runId: number): AsyncGenerator<readonly MatchRecord[]> {
  const { n } = await ctx.db.heavy
    .selectFrom('customer')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', 'in', KEPT_STATUSES)
    .executeTakeFirstOrThrow();
  const expected = Number(n);
  let customers = 0;
  let told = -TOLD_EVERY;
  for await (const portion of readPortions(ctx, signal)) {
    if (customers - told >= TOLD_EVERY) {
      told = customers;
      const progress = (READS_UNTIL * customers) / Math.max(1, expected);
      await commit(async (trx) => {
        await tell(trx, runId, { phase: 'READING', customers, expected });
        return { progress: Math.min(READS_UNTIL, progress), note: `${customers} customers read` };
      });
    }
    yield portion;
    customers += portion.length;
  }
  await commit(async (trx) => {
    await tell(trx, runId, { phase: 'COMPARING', customers, expected });
    return { progress: READS_UNTIL, note: `${customers} customers compared` };
  });
}

async function tell(
  trx: Trx,
  runId: number,
  what: { readonly phase: RunPhase; readonly customers?: number; readonly expected?: number },
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

async function finish(trx: Trx, runId: number, { models, pairs }: Found, at: number): Promise<void> {
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
  const sum = (of: (model: Found['models'][number]) => number) => models.reduce((all, model) => all + of(model), 0);
  await trx
    .updateTable('match_run')
    .set({
      finished_at: at,
      phase: 'GROUPING',
      customers: sum(({ customers }) => customers),
      compared: sum(({ blocking }) => blocking.pairs),
      split_blocks: sum(({ blocking }) => blocking.split),
      left_out_blocks: sum(({ blocking }) => blocking.leftOut),
      found: pairs.length,
    })
    .where('id', '=', runId)
    .execute();
}
