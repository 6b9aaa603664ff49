import type { AuditAction } from '@dossier/shared/audit';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { type CustodyOperation, type CustodyOperationKind, noteOperation } from '../../custody/index.ts';

/** What the log and those who follow customers are told, and whom the entry of the log is about. */
const TOLD: Readonly<
  Record<
    CustodyOperationKind,
    { readonly action: AuditAction; readonly event: string; readonly about: 'ONE' | 'OTHER' }
  >
> = {
  MERGE: { action: 'customer.merged', event: 'customer.merged', about: 'ONE' },
  UNMERGE: { action: 'customer.unmerged', event: 'customer.unmerged', about: 'OTHER' },
  SPLIT: { action: 'customer.split', event: 'customer.created', about: 'ONE' },
};

/**
 * Keeps what was done in the caller's transaction: as an operation, as another version of the customer who is shown, as one entry of
 * the audit log, and as an event about each customer concerned.
 */
export async function recordOperation(trx: Trx, ctx: Ctx, operation: Omit<CustodyOperation, 'actorId'>): Promise<void> {
  const { id, kind, customerId, partyIds, at, reason, moved } = operation;
  const { action, event, about } = TOLD[kind];
  await touch(trx, customerId, at);
  await noteOperation(trx, { ...operation, actorId: ctx.actor.userId });
  await recordAudit(trx, ctx, {
    action,
    objectType: 'customer',
    objectId: about === 'ONE' ? customerId : partyIds[0],
    detail: { operation: id, ...(about === 'ONE' ? { customers: partyIds } : { survivor: customerId }), ...moved },
    ...(reason === null ? {} : { reason }),
  });
  for (const party of partyIds) await publish(trx, ctx, { type: event, objectId: party, payload: {} });
  await publish(trx, ctx, { type: 'customer.updated', objectId: customerId, payload: {} });
}

/** Makes it another version, also when what is shown is the same. */
async function touch(trx: Trx, customerId: number, at: number): Promise<void> {
  await trx
    .updateTable('customer')
    .set((eb) => ({ updated_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', customerId)
    .execute();
}
