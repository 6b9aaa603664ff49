import type { AuditAction } from '@dossier/shared/audit';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { noteStatus } from '../history/note-status.ts';
import { claimVersion } from './update-customer.ts';
import { requireCustomer } from '../scope/require-customer.ts';

/** Puts a customer away: out of default lists, kept in full. Refuses NOT_FOUND, STALE, WRONG_STATE. Publishes `customer.archived`. */
export async function archiveCustomer(ctx: Ctx, id: number, version: number): Promise<void> {
  await changeStatus(ctx, id, version, {
    from: 'ACTIVE',
    to: 'ARCHIVED',
    event: 'customer.archived',
    action: 'customer.archived',
  });
}

/** Takes a customer out of the archive. Refuses NOT_FOUND, STALE, WRONG_STATE. Publishes `customer.restored`. */
export async function restoreCustomer(ctx: Ctx, id: number, version: number): Promise<void> {
  await changeStatus(ctx, id, version, {
    from: 'ARCHIVED',
    to: 'ACTIVE',
    event: 'customer.restored',
    action: 'customer.restored',
  });
}

async function changeStatus(
  ctx: Ctx,
  id: number,
  version: number,
  change: { from: string; to: string; event: string; action: AuditAction },
): Promise<void> {
  const at = ctx.now();
  await ctx.db.ids.ensure(2);
  await ctx.db.transaction(async (trx) => {
    const row = await trx.selectFrom('customer').select('status').where('id', '=', id).executeTakeFirst();
    if (!row) refuse('NOT_FOUND', ['id']);
    await requireCustomer(trx, ctx, id, 'WRITE', ['INTERNAL']);
    await claimVersion(trx, id, version);
    if (row.status !== change.from) refuse('WRONG_STATE', ['id']);
    await trx
      .updateTable('customer')
      .set({ status: change.to, updated_at: at, archived_at: change.to === 'ARCHIVED' ? at : null })
      .where('id', '=', id)
      .execute();
    await noteStatus(trx, [id], change.to, { at, actorId: ctx.actor.userId });
    await recordAudit(trx, ctx, { action: change.action, objectType: 'customer', objectId: id, fields: ['status'] });
    await publish(trx, ctx, { type: change.event, objectId: id, payload: {} });
  });
}
