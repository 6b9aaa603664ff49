import type { JobStep } from '../../../platform/jobs/define-job.ts';
import { destroyFile } from '../files/destroy-file.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { eraseRejections } from '../run/rejected-row.repository.ts';
import { releaseFile } from '../run/release-file.ts';
import type { ProgressKeeper } from './keep-progress.ts';

/**
 * Erases an import's rejected rows, and its file unless another import that is not purged was made from it. The key
 * of the import is destroyed first.
 */
export async function erasePurged(step: JobStep, record: ImportRecord, progress: ProgressKeeper): Promise<void> {
  // From here on no copy of them can be read, wherever it is.
  await step.ctx.keyStore.destroy([record.id]);
  for (let line: number | null = 0; line !== null;) {
    line = await progress.commit(async (trx) => {
      const erased = await eraseRejections(trx, record.id);
      return { cursor: erased?.lastLine ?? null, done: erased?.rows ?? 0 };
    });
  }
  const outcome = await step.commit(async (trx) => {
    return { erased: await releaseFile(trx, record.fileId, record.id), progress: 1 };
  });
  if (outcome.erased) await destroyFile(step.ctx, record.fileId);
}
