import type { JobStep } from '../../../platform/jobs/define-job.ts';
import { destroyFile } from '../files/destroy-file.ts';
import type { ImportRecord } from '../run/import.repository.ts';
import { releaseFile } from '../run/release-file.ts';
import type { ProgressKeeper } from './keep-progress.ts';

const ROWS_PER_STEP = 1_000;

/** Erases an import's rejected rows, and its file unless another import that is not purged was made from it. */
export async function erasePurged(step: JobStep, record: ImportRecord, progress: ProgressKeeper): Promise<void> {
  for (let line: number | null = 0; line !== null;) {
    line = await progress.commit(async (trx) => {
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
      return { cursor: last?.line ?? null, done: rows.length };
    });
  }
  const outcome = await step.commit(async (trx) => {
    return { erased: await releaseFile(trx, record.fileId, record.id), progress: 1 };
  });
  if (outcome.erased) await destroyFile(step.ctx, record.fileId);
}
