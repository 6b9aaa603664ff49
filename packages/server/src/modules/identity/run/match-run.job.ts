import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { defineJob, type JobStep } from '../../../platform/jobs/define-job.ts';
import { countCustomers, readPortions } from '../batch/read-records.ts';
import { keptApart } from '../review/decisions.ts';
import { type Found, matchBeside } from './matching.ts';
import type { LearnedModel } from './questions.ts';
import { writePairs } from './write-pairs.ts';

/** Kind of the job that looks for customers who may be one. */
export const MATCH_RUN_JOB = 'identity.match';

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
    await matchBeside({ portions, expected: await countCustomers(ctx), apart, signal }, async (found) => {
      let written = 0;
      for await (const portion of found.pairs()) {
        await ctx.db.ids.ensure(portion.length);
        written += portion.length;
        await step.commit(async (trx) => {
          await writePairs(trx, ctx, runId, portion);
          return { progress: 0.8 + (0.15 * written) / found.count, note: `${written} pairs` };
        });
      }
      await forgetFormer(step, runId);
      await step.commit(async (trx) => {
        await finish(trx, runId, found, ctx.now());
        return { progress: 1 };
      });
    });
  },
});

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
      customers: sum(({ customers }) => customers),
      compared: sum(({ blocking }) => blocking.pairs),
      split_blocks: sum(({ blocking }) => blocking.split),
      left_out_blocks: sum(({ blocking }) => blocking.leftOut),
      found: count,
    })
    .where('id', '=', runId)
    .execute();
}
