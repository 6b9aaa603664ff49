import type { JobStep } from '../../../platform/jobs/define-job.ts';

/** So many runs are kept, with what they learned and merged by themselves. */
export const RUNS_KEPT = 20;
const AT_ONCE = 1_000;

/**
 * Removes the oldest runs. What people decided about pairs that these found stays, and so do the merges, which can be undone one by one.
 */
export async function forgetOldRuns({ ctx, commit }: JobStep): Promise<void> {
  const rows = await ctx.db.read
    .selectFrom('match_run')
    .select('id')
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(AT_ONCE)
    .offset(RUNS_KEPT)
    .execute();
  for (const { id } of rows) {
    for (let left = true; left;) {
      const clusters = await ctx.db.read
        .selectFrom('match_cluster')
        .select('id')
        .where('run_id', '=', id)
        .limit(AT_ONCE)
        .execute();
      const pairs = await ctx.db.read
        .selectFrom('match_pair')
        .select('id')
        .where('run_id', '=', id)
        .limit(AT_ONCE)
        .execute();
      left = clusters.length === AT_ONCE || pairs.length === AT_ONCE;
      const keys = (found: readonly { readonly id: number }[]) => [0, ...found.map((row) => row.id)];
      await commit(async (trx) => {
        await trx.deleteFrom('match_member').where('cluster_id', 'in', keys(clusters)).execute();
        await trx.deleteFrom('match_cluster').where('id', 'in', keys(clusters)).execute();
        await trx.updateTable('match_pair').set({ run_id: 0 }).where('id', 'in', keys(pairs)).execute();
        if (!left) {
          for (const table of ['match_plan', 'match_model'] as const)
            await trx.deleteFrom(table).where('run_id', '=', id).execute();
          await trx.deleteFrom('match_run').where('id', '=', id).execute();
        }
        return {};
      });
    }
  }
}
