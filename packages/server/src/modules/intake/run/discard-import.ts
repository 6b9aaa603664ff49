import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { destroyFile } from '../files/destroy-file.ts';
import { findImport } from './import.repository.ts';
import { ALLOWED, isAllowed } from './import-state.ts';
import { releaseFile } from './release-file.ts';

/** Removes an import that was never started, and its file unless another import is of it. Publishes `import.changed`. */
export async function discardImport(ctx: Ctx, id: number): Promise<void> {
  const record = await findImport(ctx.db.read, id);
  if (!record) refuse('NOT_FOUND', ['id']);
  if (!isAllowed('discard', record.state)) refuse('WRONG_STATE', ['id']);
  await ctx.db.ids.ensure(4);
  const isReleased = await ctx.db.transaction(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('import_run')
      .where('id', '=', id)
      .where('state', 'in', [...ALLOWED.discard])
      .executeTakeFirst();
    // Somebody started it in between.
    if (numDeletedRows === 0n) refuse('WRONG_STATE', ['id']);
    await publish(trx, ctx, { type: 'import.changed', objectId: id });
    await recordAudit(trx, ctx, { action: 'import.discarded', objectType: 'import', objectId: id });
    return await releaseFile(trx, record.fileId, id);
  });
  await ctx.keyStore.destroy([id]);
  if (isReleased) await destroyFile(ctx, record.fileId);
}
