import type { Ctx } from '../../../platform/context/context.ts';
import type { Row } from '../../../platform/database/tables.ts';
import { Refused } from '../../../platform/graphql/refused.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { findOperations, presentCustody } from '../../custody/index.ts';
import { unmergeCustomer } from '../merge/unmerge-customer.ts';

/** Kind of the job that undoes what a plan merged. */
export const UNDO_MERGES_JOB = 'identity.undoMerges';

interface Checkpoint {
  readonly afterId: number;
  readonly undone: number;
}

/**
 * Gives back whom a plan merged, one ordinary un-merge each; what somebody gave back before is passed by, and so is what the asker may
 * not give back. After a kill it goes on, and gives nobody back twice: a customer who is nobody's part any more is left alone.
 */
export const undoMergesJob = defineJob<{ runId: number; reason: string | null }>({
  kind: UNDO_MERGES_JOB,
  run: async (step, { runId, reason }) => {
    const { ctx, signal } = step;
    for (;;) {
      signal.throwIfAborted();
      const done = step.checkpoint<Checkpoint>() ?? { afterId: 0, undone: 0 };
      const cluster = await nextMerged(ctx, runId, done.afterId);
      if (!cluster) break;
      const isUndone = await giveBack(ctx, cluster, reason);
      await step.commit(async (trx) => {
        if (isUndone)
          await trx.updateTable('match_cluster').set({ state: 'UNDONE' }).where('id', '=', cluster.id).execute();
        const checkpoint: Checkpoint = { afterId: cluster.id, undone: done.undone + (isUndone ? 1 : 0) };
        return { checkpoint, note: `${checkpoint.undone} undone` };
      });
    }
    await step.commit(async (trx) => {
      const left = await nextMerged(ctx, runId, 0);
      await trx
        .updateTable('match_plan')
        .set({ state: left ? 'DONE' : 'UNDONE' })
        .where('run_id', '=', runId)
        .where('state', '=', 'UNDOING')
        .execute();
      return { progress: 1 };
    });
  },
  interrupted: async (trx, _ctx, { runId }, how) => {
    if (how === 'PAUSED') return;
    // What was given back stays so; the rest can be undone again.
    await trx
      .updateTable('match_plan')
      .set({ state: 'DONE' })
      .where('run_id', '=', runId)
      .where('state', '=', 'UNDOING')
      .execute();
  },
});

async function nextMerged(ctx: Ctx, runId: number, afterId: number): Promise<Row<'match_cluster'> | undefined> {
  return await ctx.db.read
    .selectFrom('match_cluster')
    .selectAll()
    .where('run_id', '=', runId)
    .where('state', '=', 'MERGED')
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Whether nobody of the group is where its merge brought them any more. */
async function giveBack(ctx: Ctx, cluster: Row<'match_cluster'>, reason: string | null): Promise<boolean> {
  const { operation_key: key } = cluster;
  const [operation] = key === null ? [] : await findOperations(ctx.db.read, [key]);
  let isAll = true;
  const isHeld = async (customerId: number) =>
    (await presentCustody(ctx.db.read, [customerId])).some(
      ({ depth, operation_id }) => depth === 1 && operation_id === key,
    );
  for (const customerId of operation?.partyIds ?? []) {
    if (!(await isHeld(customerId))) continue;
    try {
      await unmergeCustomer(ctx, { customerId, reason, decisions: new Map() });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      // Whoever was killed may have sent the end of its transaction: then it was given back meanwhile.
      if (await isHeld(customerId)) isAll = false;
    }
  }
  return isAll;
}
