import { APPROVAL_LIMITS as LIMITS } from '@dossier/shared/access';
import type { CustomerField } from '@dossier/shared/facts';
import type { Ctx } from '../../../platform/context/context.ts';
import { ensureOwnKey, sealOwn } from '../../../platform/crypto/key-store/own-key.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { enqueue } from '../../../platform/jobs/enqueue.ts';
import { requireStepUp } from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import type { CustomerSelectionInput } from '../../search/index.ts';
import { EXPORT_SELECTION } from '../run/sealed-columns.ts';
import { changeExport, type ExportFormat } from './export.repository.ts';

/** What is to be exported. */
export interface CreateExportInput {
  readonly selection: CustomerSelectionInput;
  readonly columns: readonly CustomerField[];
  readonly format: ExportFormat;
  /** Why, for whoever approves it if it needs that. */
  readonly reason?: string | null;
}

/**
 * Asks for a file of the selected customers. The file is made by a job, for its maker alone, and kept for seven days. Many
 * customers with personal values wait for an approval first, see `release-export.ts`. Refuses REQUIRED, TOO_LONG.
 *
 * @throws STEP_UP_REQUIRED; not for a token, which was made after a step-up for just such work
 */
export async function createExport(ctx: Ctx, input: CreateExportInput): Promise<number> {
  if (ctx.actor.kind !== 'token') requireStepUp(ctx);
  const fields = [...new Set(input.columns)];
  if (fields.length === 0) refuse('REQUIRED', ['columns']);
  const reason = input.reason?.trim() || null;
  if ((reason ?? '').length > LIMITS.reason) refuse('TOO_LONG', ['reason'], { max: LIMITS.reason });
  const nextId = await ctx.db.ids.claim(1);
  const id = nextId();
  const key = await ensureOwnKey(ctx, id);
  return await ctx.db.transaction(async (trx) => {
    await trx
      .insertInto('export_run')
      .values({
        id,
        format: input.format,
        state: 'QUEUED',
        selection: sealOwn(key, { at: EXPORT_SELECTION, rowId: id, subjectId: id }, input.selection),
        fields: JSON.stringify(fields),
        reason,
        locale: ctx.locale,
        created_by: ctx.actor.userId,
        created_at: ctx.now(),
      })
      .execute();
    const jobId = await enqueue(trx, ctx, { kind: 'export.run', payload: { exportId: id }, uniqueKey: `export:${id}` });
    await changeExport(trx, ctx, id, { job_id: jobId });
    await recordAudit(trx, ctx, {
      action: 'export.requested',
      objectType: 'export',
      objectId: id,
      fields,
      detail: { format: input.format },
      ...(reason ? { reason } : {}),
    });
    return id;
  });
}
