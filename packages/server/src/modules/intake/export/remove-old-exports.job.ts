import { rm } from 'node:fs/promises';
import type { Ctx } from '../../../platform/context/context.ts';
import { defineJob } from '../../../platform/jobs/define-job.ts';
import { changeExport, exportPath } from './export.repository.ts';

const EXPORTS_KEPT_MS = 7 * 24 * 3_600_000;
const AT_ONCE = 100;

/** Removes exported files after seven days, and their keys, so that no copy of one can be read; who exported what and when stays. */
export const removeOldExportsJob = defineJob<object>({
  kind: 'export.remove-old',
  run: async (step) => {
    const { ctx } = step;
    for (;;) {
      const old = await ctx.db.read
        .selectFrom('export_run')
        .select('id')
        .where('selection', 'is not', null)
        .where('finished_at', '<', ctx.now() - EXPORTS_KEPT_MS)
        .limit(AT_ONCE)
        .execute();
      if (old.length === 0) return;
      await ctx.keyStore.destroy(old.map(({ id }) => id));
      for (const { id } of old) await rm(exportPath(ctx, id), { force: true });
      await step.commit(async (trx) => {
        for (const { id } of old) await changeExport(trx, ctx, id, { selection: null, file_size: null });
        return { note: `${old.length} exports removed` };
      });
    }
  },
});

/** When the file of the latest export is destroyed at the latest (ms); 0 when there is none. */
export async function lastExportEnds(ctx: Ctx): Promise<number> {
  const { latest } = await ctx.db.read
    .selectFrom('export_run')
    .select((eb) => eb.fn.max<number | null>('finished_at').as('latest'))
    .where('file_size', 'is not', null)
    .executeTakeFirstOrThrow();
  return latest === null ? 0 : Number(latest) + EXPORTS_KEPT_MS;
}
