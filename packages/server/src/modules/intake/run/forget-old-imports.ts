import type { Ctx } from '../../../platform/context/context.ts';
import { eraseRejections } from './rejected-row.repository.ts';
import { restingSince } from './release-file.ts';

const AT_ONCE = 100;

/**
 * Destroys the keys of imports that have been resting since before `before` (ms), and removes what was sealed with them:
 * rejected rows and examples. Their counts stay.
 */
export async function forgetOldImports(ctx: Ctx, before: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const old = await ctx.db.read
      .selectFrom('import_run')
      .select('id')
      .where((eb) => restingSince(eb, before))
      .where((eb) =>
        eb.or([
          eb('dry_run_samples', 'is not', null),
          eb.exists(
            eb
              .selectFrom('import_rejected_row')
              .select('import_rejected_row.line')
              .whereRef('import_rejected_row.import_id', '=', 'import_run.id'),
          ),
        ]),
      )
      .limit(AT_ONCE)
      .execute();
    if (old.length === 0) return;
    await ctx.keyStore.destroy(old.map(({ id }) => id));
    for (const { id } of old) {
      for (let isMore = true; isMore;) {
        signal.throwIfAborted();
        isMore = await ctx.db.transaction(async (trx) => (await eraseRejections(trx, id)) !== null);
      }
      await ctx.db.transaction(async (trx) => {
        await trx.updateTable('import_run').set({ dry_run_samples: null }).where('id', '=', id).execute();
      });
    }
  }
}
