import { defineJob } from '../../../platform/jobs/define-job.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { RECOMPUTE_JOB } from '../rules/change-rules.ts';
import { presentRuleSet } from '../rules/rule-sets.ts';
import { beginSeals } from '../sealed/seals.ts';
import { loadRules } from '../source/sources.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import { KEYS_PER_RECOMPUTE, recompute } from './recompute.ts';

const BATCH = 200;

interface Checkpoint {
  readonly afterId: number;
  readonly seen: number;
  readonly changed: number;
}

/**
 * Chooses every customer's shown values anew after the rules changed. Goes on where it was after a kill, and leaves the rest to the
 * job of the next version when there is one.
 */
export const recomputeJob = defineJob<{ version: number }>({
  kind: RECOMPUTE_JOB,
  run: async (step, { version }) => {
    const { ctx } = step;
    const total = await ctx.db.heavy
      .selectFrom('customer')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    for (let isDone = false; !isDone;) {
      const nextId = await ctx.db.ids.claim(BATCH * KEYS_PER_RECOMPUTE);
      const seals = await beginSeals(ctx, RECOMPUTE_JOB);
      await step.commit(async (trx) => {
        if ((await presentRuleSet(trx))?.version !== version) {
          isDone = true;
          return { note: 'newer rules' };
        }
        const done = step.checkpoint<Checkpoint>() ?? { afterId: 0, seen: 0, changed: 0 };
        const rows = await trx
          .selectFrom('customer')
          .select('id')
          .where('id', '>', done.afterId)
          .orderBy('id')
          .limit(BATCH)
          .execute();
        const ids = rows.map(({ id }) => id);
        isDone = ids.length < BATCH;
        await lockRows(trx, 'customer', ids);
        const { changed } = await recompute(trx, ids, { rules: await loadRules(trx), at: ctx.now(), nextId, seals });
        for (const id of changed) await publish(trx, ctx, { type: 'customer.updated', objectId: id, payload: {} });
        const checkpoint: Checkpoint = {
          afterId: ids.at(-1) ?? done.afterId,
          seen: done.seen + ids.length,
          changed: done.changed + changed.length,
        };
        if (isDone)
          await recordAudit(trx, ctx, {
            action: 'customer.recomputed',
            objectType: 'customer',
            detail: { ...checkpoint },
          });
        return {
          checkpoint,
          progress: checkpoint.seen / Math.max(1, Number(total.n)),
          note: `${checkpoint.changed} changed`,
        };
      });
    }
  },
});
