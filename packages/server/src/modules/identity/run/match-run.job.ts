import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { defineJob, type JobStep } from '../../../platform/jobs/define-job.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { countCustomers, readPortions } from '../batch/read-records.ts';
import { toScorerRows, writeScorers } from '../candidates/stored-scorer.ts';
import { CLUSTER_JOB } from '../cluster/cluster.job.ts';
import { keptApart } from '../review/decisions.ts';
import { taughtPairs } from '../review/taught-pairs.ts';
import { type Found, matchBeside, type Matching } from './matching.ts';
import type { LearnedModel } from './questions.ts';
import { writePairs } from './write-pairs.ts';

/** Kind of the job that looks for customers who may be one. */
export const MATCH_RUN_JOB = 'identity.match';

/** What a run is at; GROUPING is what follows it. */
export const RUN_PHASES = ['READING', 'COMPARING', 'WRITING', 'GROUPING', 'DONE'] as const;
/** One of {@link RUN_PHASES}. */
export type RunPhase = (typeof RUN_PHASES)[number];

/** Parts of the whole, as measured: reading, comparing, writing. */
const READS_UNTIL = 0.3;
const WRITES_FROM = 0.8;
const WRITES_UNTIL = 0.95;
const TOLD_EVERY_MS = 1_000;
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
    const taught = await taughtPairs(ctx.db.read);
    const expected = await countCustomers(ctx);
    const onProgress = teller(step, runId, expected);
    await matchBeside(
      { portions: readPortions(ctx, signal), expected, apart, taught, signal, onProgress },
      async (found) => {
        let written = 0;
        for await (const portion of found.pairs()) {
          await ctx.db.ids.ensure(portion.length);
          written += portion.length;
          await step.commit(async (trx) => {
            await writePairs(trx, ctx, runId, portion);
            await tell(trx, runId, { phase: 'WRITING' });
            const part = written / found.count;
            return { progress: WRITES_FROM + (WRITES_UNTIL - WRITES_FROM) * part, note: `${written} pairs` };
          });
        }
        await forgetFormer(step, runId);
        const scorers = await toScorerRows(ctx, runId, found.scorers);
        await ctx.db.ids.ensure(1);
        await step.commit(async (trx) => {
          await writeScorers(trx, scorers);
          await finish(trx, runId, found, ctx.now());
          await enqueue(trx, ctx, { kind: CLUSTER_JOB, payload: { runId } });
          return { progress: 1 };
        });
      },
    );
  },
});

/** Says now and then how many customers were read, and how many were compared. */
function teller({ commit }: JobStep, runId: number, expected: number): NonNullable<Matching['onProgress']> {
  let told = 0;
  return async (phase, customers) => {
    if (Date.now() - told < TOLD_EVERY_MS) return;
    told = Date.now();
    const part = customers / Math.max(1, expected);
    const progress = phase === 'READING' ? READS_UNTIL * part : READS_UNTIL + (WRITES_FROM - READS_UNTIL) * part;
    await commit(async (trx) => {
      await tell(trx, runId, { phase, expected, handled: customers });
      return {
        progress: Math.min(progress, WRITES_FROM),
        note: `${customers} customers ${phase === 'READING' ? 'read' : 'compared'}`,
      };
    });
  };
}

async function tell(
  trx: Trx,
  runId: number,
  what: { readonly phase: RunPhase; readonly handled?: number; readonly expected?: number },
): Promise<void> {
  await trx.updateTable('match_run').set(what).where('id', '=', runId).execute();
}

async function forgetFormer({ ctx, commit }: JobStep, runId: number): Promise<void> {
  const rows = await ctx.db.heavy
    .selectFrom('match_pair')
    .select('id')
    .where((eb) => eb.or([eb('run_id', '<', runId), eb('run_id', '>', runId)]))
    .where('state', 'in', ['OPEN', 'LATER'])
    .execute();
  for (let from = 0; from < rows.length; from += REMOVED_AT_ONCE) {
    const ids = rows.slice(from, from + REMOVED_AT_ONCE).map(({ id }) => id);
    await commit(async (trx) => {
      // What somebody decided meanwhile stays.
      await trx.deleteFrom('match_pair').where('id', 'in', ids).where('state', 'in', ['OPEN', 'LATER']).execute();
      return { progress: 0.97 };
    });
  }
}

async function finish(trx: Trx, runId: number, { models, count }: Found, at: number): Promise<void> {
  const rows = models.map(({ kind, customers, prior, fields, curve, fillers }) => [
    runId,
    kind,
    customers,
    String(prior),
    JSON.stringify(fields),
    JSON.stringify(curve),
    JSON.stringify(fillers),
  ]);
  await bulkInsert(trx, 'match_model', ['run_id', 'kind', 'customers', 'prior', 'chances', 'curve', 'fillers'], rows, {
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
