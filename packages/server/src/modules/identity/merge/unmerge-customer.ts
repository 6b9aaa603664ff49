import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { hasOrders, reassignOrders } from '../../activity/index.ts';
import { type CustodyChange, letGo, type Move, noteMoves, shownAs } from '../../custody/index.ts';
import { leadNumbers, markReleased, resealRecords, settleCustomers, withdrawCustomers } from '../../customer/index.ts';
import { carryRefusals } from '../../privacy/index.ts';
import { noteGivenBack } from '../review/note-merge.ts';
import { carryOver } from './carry-over.ts';
import { decided, type GoesTo, type LaterThing } from './later-things.ts';
import { holdParties, reasonOf, requireParty } from './parties.ts';
import { type Held, readHeld } from './read-later.ts';
import { readySettling, type Settling } from './ready-settling.ts';
import { recordOperation } from './record-operation.ts';

/** Which customer is given back. */
export interface UnmergeRequest {
  /** Who was merged. */
  readonly customerId: number;
  /** The version of the survivor that the decision was made on. */
  readonly survivorVersion?: string | undefined;
  readonly reason?: string | null;
  /** Where things that came since go, by key, if not where they go by themselves. */
  readonly decisions: ReadonlyMap<number, GoesTo>;
}

/**
 * Gives a merged customer back, with everything that was collected for it, before and since: its number, records, orders, shares,
 * cases and consents, and with those who had been merged into it. What came since in the survivor's name stays there unless
 * it tells otherwise or somebody says so; a refusal since holds for both.
 *
 * Refuses NOT_FOUND, NOT_ALLOWED, WRONG_STATE when it is part of no other, STALE, TOO_LONG. Publishes `customer.unmerged` and
 * `customer.updated`. Returns the key of the operation; merging again takes it back.
 */
export async function unmergeCustomer(ctx: Ctx, request: UnmergeRequest, idempotencyKey?: string): Promise<number> {
  const { customerId, decisions, ...said } = request;
  const reason = reasonOf(said.reason);
  const ready = await readySettling(ctx, 'CUSTOMER_UNMERGE', 2);
  await ctx.db.ids.ensure(20);
  const input = { ...request, decisions: [...decisions] };
  return await idempotent(ctx, idempotencyKey, { operation: 'customerUnmerge', input }, async (trx) => {
    const survivor = (await shownAs(trx, [customerId]))(customerId);
    // A merged customer shows nothing by which one could tell whose it is.
    await holdParties(trx, ctx, [{ id: survivor, field: FIELD }], [customerId]);
    const version = said.survivorVersion;
    const row = await trx.selectFrom('customer').select('version').where('id', '=', survivor).executeTakeFirst();
    if (version !== undefined && ctx.publicIds.versionOf(survivor, version) !== row?.version) refuse('STALE', FIELD);
    const held = await readHeld(trx, customerId, ready.seals);
    if (!held) return refuse('WRONG_STATE', FIELD);
    // Merged with the survivor into another just now.
    if (held.survivorId !== survivor) refuse('STALE', FIELD);
    const things = decided(held.things, decisions);
    const operationId = await release(trx, ctx, held, { things, reason, ready });
    const mergedInto = [customerId, held.holders[0]?.holderId ?? survivor] as const;
    await noteGivenBack(trx, ctx, { subjects: held.subjects, mergedInto, survivorId: survivor, reason });
    // Whether it is one that the actor may change is known only now that it has its values back.
    await requireParty(trx, ctx, { id: customerId, field: FIELD });
    return operationId;
  });
}

const FIELD = ['input', 'customerId'];

/** Gives a customer back, in the caller's transaction, which holds the rows of both. Returns the key of the operation. */
export async function release(
  trx: Trx,
  ctx: Ctx,
  held: Held,
  of: { readonly things: readonly LaterThing[]; readonly reason: string | null; readonly ready: Settling },
): Promise<number> {
  const { customerId, survivorId, subjects, holders } = held;
  const { reason, ready } = of;
  const at = ctx.now();
  const operationId = ready.nextId();
  await letGo(trx, customerId, { operationId, at });
  await moveThings(trx, held, of.things, ready, { operationId, at });
  const { moved, state } = await carryOver(trx, ctx, operationId, [{ from: survivorId, to: customerId, subjects }]);
  await carryRefusals(trx, ctx, { from: holders, to: customerId });
  await leadNumbers(
    trx,
    subjects.filter((id) => id !== customerId),
    customerId,
    at,
  );
  const bare = await settleCustomers(trx, [survivorId, customerId], { at, ...ready });
  await markReleased(trx, customerId, at);
  const busy = await hasOrders(trx, bare);
  // Their import was undone while they were one.
  await withdrawCustomers(
    trx,
    bare.filter((id) => !busy.has(id)),
    at,
  );
  const customers = { customerId: survivorId, partyIds: [customerId] };
  await recordOperation(trx, ctx, { id: operationId, kind: 'UNMERGE', ...customers, at, reason, state, moved });
  return operationId;
}

async function moveThings(
  trx: Trx,
  { customerId, survivorId }: Held,
  things: readonly LaterThing[],
  { seals }: Settling,
  change: CustodyChange,
): Promise<void> {
  const keys = (kind: LaterThing['kind']) =>
    things.filter((thing) => thing.kind === kind && thing.goesTo === 'RELEASED').map(({ key }) => key);
  await moveTo(
    trx,
    { from: survivorId, to: customerId, recordIds: keys('RECORD'), orderIds: keys('ORDER') },
    { seals, ...change },
  );
}

/** Says of records and orders of one customer that they are another's, and keeps whose they had been. */
export async function moveTo(
  trx: Trx,
  of: {
    readonly from: number;
    readonly to: number;
    readonly recordIds: readonly number[];
    readonly orderIds: readonly number[];
  },
  { seals, ...change }: Pick<Settling, 'seals'> & CustodyChange,
): Promise<readonly Move[]> {
  const { from: customerId, to, recordIds, orderIds } = of;
  const records = await resealRecords(trx, { customerId, recordIds, to }, seals);
  const orders = await reassignOrders(trx, { customerId, orderIds, to, at: change.at });
  const moves = [
    ...records.map(({ id, subjectId }) => ({ kind: 'RECORD' as const, itemKey: id, from: subjectId, to })),
    ...orders.map(({ id, subjectId }) => ({ kind: 'ORDER' as const, itemKey: id, from: subjectId, to })),
  ];
  await noteMoves(trx, moves, change);
  return moves;
}
