import { rm } from 'node:fs/promises';
import type { JobStep } from '../../../platform/jobs/define-job.ts';
import { filePath } from '../files/uploaded-file.repository.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { releaseFile } from '../run/release-file.ts';

const ROWS_PER_STEP = 1_000;

/** Erases an import's rejected rows, and its file unless another import that is not purged was made from it. */
export async function erasePurged(step: JobStep, record: ImportRecord): Promise<void> {
  for (let left = true; left;) {
    const outcome = await step.commit(async (trx) => {
      const rows = await trx
        .selectFrom('import_rejected_row')
        .select('line')
        .where('import_id', '=', record.id)
        .orderBy('line')
        .limit(ROWS_PER_STEP)
        .execute();
      const last = rows.at(-1);
      if (last) {
        await trx
          .deleteFrom('import_rejected_row')
          .where('import_id', '=', record.id)
          .where('line', '<=', last.line)
          .execute();
      }
      return { left: last !== undefined, progress: 1 };
    });
    left = outcome.left;
  }
  const outcome = await step.commit(async (trx) => {
    return { erased: await releaseFile(trx, record.fileId, record.id), progress: 1 };
  });
  if (outcome.erased) await rm(filePath(step.ctx, record.fileId), { force: true });
}
