import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { heldBy, takeInto } from '../../custody/index.ts';
import { leadNumbers, markMerged, settleCustomers } from '../../customer/index.ts';
import { type MergeDone, noteMerged } from '../review/note-merge.ts';
import { carryOver } from './carry-over.ts';
import { checkParties, holdParties, type Party, reasonOf, requireStates } from './parties.ts';
import { readySettling, type Settling } from './ready-settling.ts';
import { recordOperation } from './record-operation.ts';

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
  const parties = checkParties(survivor, customers);
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
  requireStates(rows, survivor, customers);
  const kind = rows.get(survivor.id)?.kind;
  for (const { id, field } of customers) if (rows.get(id)?.kind !== kind) refuse('KIND_DIFFERS', field);
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
  const customers = { customerId: survivorId, partyIds: customerIds };
  await recordOperation(trx, ctx, { id: operationId, kind: 'MERGE', ...customers, at, reason, state, moved });
  return operationId;
}
