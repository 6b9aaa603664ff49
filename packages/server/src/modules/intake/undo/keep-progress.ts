import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import type { JobStep } from '../../../platform/jobs/define-job.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { countRejections } from '../run/rejected-row.repository.ts';
import { trackProgress } from '../run/track-progress.ts';
import type { TurnCheckpoint, TurnStep } from './turn-steps.ts';

/** Commits the steps of a turn together with how far it has come. */
export interface ProgressKeeper {
  /** Runs one step and keeps its place (`at`; where it began stays when absent). Returns the step's cursor. */
  commit(
    work: (trx: Trx) => Promise<TurnStep & { readonly at?: Pick<TurnCheckpoint, 'part' | 'cursor'> }>,
  ): Promise<number | null>;
}

/** How many orders and customers a turn will pass; for a purge the rejected rows, too, which it erases. */
export async function countTurned(ctx: Ctx, importId: number, phase: TurnCheckpoint['phase']): Promise<number> {
  const { heavy } = ctx.db;
  const customers = await heavy
    .selectFrom('source_record')
    .select((eb) => eb.fn.count<number>('customer_id').distinct().as('n'))
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  const orders = await heavy
    .selectFrom('import_order')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow();
  const rejected = phase === 'purge' ? await countRejections(heavy, importId) : 0;
  return Number(customers.n) + Number(orders.n) + rejected;
}

/** Makes the keeper, which goes on from where the checkpoint stands. */
export function keepProgress(step: JobStep, importId: number, begun: TurnCheckpoint): ProgressKeeper {
  const { ctx } = step;
  const total = begun.total ?? 0;
  let kept = begun;
  const tracker = trackProgress({
    phase: begun.phase.toUpperCase(),
    now: ctx.now,
    rowsBefore: begun.done ?? 0,
    totalRows: total > 0 ? total : null,
    totalBytes: null,
  });
  return {
    commit: async (work) => {
      const before = kept;
      const isDue = tracker.isDue();
      const outcome = await step.commit(async (trx) => {
        const { cursor, done: turned, at } = await work(trx);
        const done = (before.done ?? 0) + turned;
        const checkpoint: TurnCheckpoint = { ...before, ...at, done };
        await trx
          .updateTable('import_run')
          .set({ checkpoint: JSON.stringify(checkpoint), progress: JSON.stringify(tracker.at(done, 0)) })
          .where('id', '=', importId)
          .execute();
        if (isDue) await publish(trx, ctx, { type: 'import.changed', objectId: importId });
        return { cursor, checkpoint, progress: total > 0 ? Math.min(1, done / total) : 0 };
      });
      kept = outcome.checkpoint;
      return outcome.cursor;
    },
  };
}
