import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { publish } from '../../../platform/outbox/publish.ts';
import { recordAudit } from '../../audit/index.ts';
import { heldBy, noteOperation, takeInto } from '../../custody/index.ts';
import { KEPT_STATUSES, leadNumbers, markMerged, settleCustomers } from '../../customer/index.ts';
import { type MergeDone, noteMerged } from '../review/note-merge.ts';
import { carryOver } from './carry-over.ts';
import { holdParties, type Party, reasonOf, requireParty } from './parties.ts';
import { readySettling, type Settling } from './ready-settling.ts';

/** So many customers are merged into one at once. */
export const MOST_MERGED = 100;

/** Which customers become one. */
export interface MergeRequest {
  /** Who is shown from then on. */
  readonly survivor: Party;
  /** Who become part of the survivor. */
  readonly customers: readonly Party[];
  readonly reason?: string | null;
  /** What else is done in the same transaction; unless told, it is noted that somebody decided that they are one. */
  readonly alongside?: (trx: Trx, ctx: Ctx, done: MergeDone) => Promise<void>;
}

/**
 * Makes customers part of another, with everything they have; nothing is deleted, and `unmergeCustomer` gives it all back.
 * What is shown is chosen anew from all their records, by the rules for sources. Their numbers lead to the survivor.
 *
 * Refuses REQUIRED, TOO_MANY, TOO_LONG, INVALID_CHOICE (the survivor among the others), NOT_FOUND, NOT_ALLOWED, STALE, WRONG_STATE
 * (merged or withdrawn; an archived survivor), KIND_DIFFERS. Publishes `customer.merged` for each and `customer.updated` for the
 * survivor. Returns the key of the operation.
 */
export async function mergeCustomers(ctx: Ctx, request: MergeRequest, idempotencyKey?: string): Promise<number> {
  const { survivor, customers, alongside = noteMerged } = request;
  const reason = reasonOf(request.reason);
  const [first] = customers;
  if (!first) return refuse('REQUIRED', ['input', 'customers']);
  if (customers.length > MOST_MERGED) refuse('TOO_MANY', ['input', 'customers'], { max: MOST_MERGED });
  const parties = [survivor, ...customers];
  if (new Set(parties.map(({ id }) => id)).size < parties.length) refuse('INVALID_CHOICE', ['input', 'customers']);
  for (const party of parties) await requireParty(ctx.db.read, ctx, party);
  const ready = await readySettling(ctx, 'CUSTOMER_MERGE', parties.length);
  await ctx.db.ids.ensure(5 + 2 * customers.length);
  return await idempotent(ctx, idempotencyKey, { operation: 'customersMerge', input: request }, async (trx) => {
    await holdMergeable(trx, ctx, survivor, customers);
    const who = { survivorId: survivor.id, customerIds: customers.map(({ id }) => id), reason };
    const operationId = await merge(trx, ctx, { ...who, ready });
    await alongside(trx, ctx, { ...who, operationId });
    return operationId;
  });
}

async function holdMergeable(trx: Trx, ctx: Ctx, survivor: Party, customers: readonly Party[]): Promise<void> {
  const rows = await holdParties(trx, ctx, [survivor, ...customers]);
  const into = rows.get(survivor.id);
  if (into?.status !== 'ACTIVE') refuse('WRONG_STATE', survivor.field);
  for (const { id, field } of customers) {
    const row = rows.get(id);
    if (!KEPT_STATUSES.some((status) => status === row?.status)) refuse('WRONG_STATE', field);
    if (row?.kind !== into.kind) refuse('KIND_DIFFERS', field);
  }
}

async function merge(
  trx: Trx,
  ctx: Ctx,
  of: { survivorId: number; customerIds: readonly number[]; reason: string | null; ready: Settling },
): Promise<number> {
  const { survivorId, customerIds, reason, ready } = of;
  const at = ctx.now();
  const operationId = ready.nextId();
  const held = await heldBy(trx, customerIds);
  await takeInto(trx, survivorId, customerIds, { operationId, at });
  await markMerged(trx, customerIds, survivorId, at);
  await leadNumbers(trx, [...held.values()].flat(), survivorId, at);
  const { moved, state } = await carryOver(
    trx,
    ctx,
    operationId,
    customerIds.map((id) => ({ from: id, to: survivorId, subjects: [id, ...(held.get(id) ?? [])] })),
  );
  await settleCustomers(trx, [survivorId, ...customerIds], { at, ...ready });
  await touch(trx, survivorId, at);
  const actorId = ctx.actor.userId;
  await noteOperation(trx, {
    id: operationId,
    kind: 'MERGE',
    customerId: survivorId,
    partyIds: customerIds,
    at,
    actorId,
    reason,
    state,
    moved,
  });
  await recordAudit(trx, ctx, {
    action: 'customer.merged',
    objectType: 'customer',
    objectId: survivorId,
    detail: { operation: operationId, customers: customerIds, ...moved },
    ...(reason === null ? {} : { reason }),
  });
  for (const id of customerIds) await publish(trx, ctx, { type: 'customer.merged', objectId: id, payload: {} });
  await publish(trx, ctx, { type: 'customer.updated', objectId: survivorId, payload: {} });
  return operationId;
}

/** Makes it another version, also when what is shown is the same. */
export async function touch(trx: Trx, customerId: number, at: number): Promise<void> {
  await trx
    .updateTable('customer')
    .set((eb) => ({ updated_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', customerId)
    .execute();
}
