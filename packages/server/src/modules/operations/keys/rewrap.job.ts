import { countWrapped, type RewrapPlace, rewrapSome } from '../../../platform/crypto/key-store/rotate-master.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { recordAudit } from '../../audit/index.ts';

/** See {@link rewrapJob}. */
export const REWRAP_JOB = 'keys.rewrap';

interface Checkpoint {
  readonly after: RewrapPlace | null;
  readonly looked: number;
  readonly rewrapped: number;
}

const START: Checkpoint = { after: null, looked: 0, rewrapped: 0 };

/**
 * Wraps the keys of all subjects with the current master key, after a new version of it was made. Whatever is done meanwhile
 * goes on: keys are readable with either version.
 */
export const rewrapJob = defineJob<object>({
  kind: REWRAP_JOB,
  run: async (step) => {
    const { keyStore } = step.ctx;
    const total = await countWrapped(keyStore);
    for (let isDone = false; !isDone;) {
      const before = step.checkpoint<Checkpoint>() ?? START;
      const batch = await rewrapSome(keyStore, before.after ?? undefined);
      // A process that had not seen the new version yet may have wrapped some behind us: then once more from the start.
      const isAgain = !batch.next && (await countWrapped(keyStore)).old > 0;
      isDone = !batch.next && !isAgain;
      const looked = isAgain ? 0 : before.looked + batch.looked;
      const checkpoint = { after: batch.next ?? null, looked, rewrapped: before.rewrapped + batch.rewrapped };
      await step.commit(async (trx) => {
        if (isDone) {
          const detail = { what: 'master', rewrapped: checkpoint.rewrapped };
          await recordAudit(trx, step.ctx, { action: 'keys.rotationFinished', objectType: 'keyStore', detail });
        }
        const progress = isDone ? 1 : looked / Math.max(1, total.all);
        return { checkpoint, progress, note: `${checkpoint.rewrapped} keys wrapped anew` };
      });
    }
  },
});
