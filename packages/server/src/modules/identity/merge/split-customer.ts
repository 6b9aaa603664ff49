import type { Ctx } from '../../../platform/context/context.ts';
import { replayable } from '../../../platform/database/replay.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { addBareCustomer, KEYS_PER_RECOMPUTE, reserveIncoming, settleCustomers } from '../../customer/index.ts';
import { holdParties, type Party, reasonOf, requireParty } from './parties.ts';
import { foreseeParting, type ForeseenParting, allRecords } from './preview.ts';
import { recordOperation } from './record-operation.ts';
import { moveTo } from './unmerge-customer.ts';

const MOST_ITEMS = 1_000;

/** What of a customer is somebody else's. */
export interface SplitRequest {
  readonly customer: Party;
  readonly recordIds: readonly number[];
  readonly orderIds: readonly number[];
  readonly reason?: string | null;
}

/**
 * Takes wrongly joined records and orders out of a customer into a new one with a number of its own. They are sealed with the new
 * customer's key, so that erasing the one leaves the other whole. Consents, shares and staff's tags stay: nobody asked for them
 * is known to have meant the other.
 *
 * Refuses REQUIRED (no record), TOO_MANY, TOO_LONG, NOT_FOUND (also for what is not the customer's), NOT_ALLOWED, STALE, WRONG_STATE
 * (not active), INVALID_CHOICE when nothing would be left. Publishes `customer.created` and `customer.updated`. Returns the key of
 * the operation; merging the new one into the other takes the split back.
 */
export async function splitCustomer(ctx: Ctx, request: SplitRequest, idempotencyKey?: string): Promise<number> {
  const { customer, recordIds, orderIds } = request;
  const reason = reasonOf(request.reason);
  checkItems(request);
  await requireParty(ctx.db.read, ctx, customer);
  // As for one new customer: a key, a number, and what it is sealed with.
  const reserved = await reserveIncoming(ctx, [{ line: 1, document: { fields: {} } }]);
  const numbers = replayable(reserved.nextNumber);
  const customers = replayable(reserved.nextCustomer);
  const nextId = await ctx.db.ids.claim(2 * KEYS_PER_RECOMPUTE + 1);
  await ctx.db.ids.ensure(5);
  try {
    return await idempotent(ctx, idempotencyKey, { operation: 'customerSplit', input: request }, async (trx) => {
      numbers.rewind();
      customers.rewind();
      const row = (await holdParties(trx, ctx, [customer])).get(customer.id);
      if (row?.status !== 'ACTIVE') refuse('WRONG_STATE', customer.field);
      const at = ctx.now();
      const operationId = nextId();
      const id = customers.next();
      await addBareCustomer(trx, { id, number: numbers.next(), kind: row.kind, at });
      const ready = { at, nextId, seals: reserved.seals };
      const moves = await moveTo(trx, { from: customer.id, to: id, recordIds, orderIds }, { ...ready, operationId });
      if (moves.length < recordIds.length + orderIds.length) refuse('NOT_FOUND', ['input', 'recordIds']);
      const bare = await settleCustomers(trx, [customer.id, id], ready);
      if (bare.length > 0) refuse('INVALID_CHOICE', ['input', 'recordIds']);
      const moved = { records: recordIds.length, orders: orderIds.length, consents: 0 };
      const who = { customerId: customer.id, partyIds: [id] };
      await recordOperation(trx, ctx, { id: operationId, kind: 'SPLIT', ...who, at, reason, state: 'DONE', moved });
      return operationId;
    });
  } finally {
    reserved.release();
  }
}

/** Looks what a split would come to. Refuses as the split does. */
export async function foreseeSplit(ctx: Ctx, request: SplitRequest): Promise<ForeseenParting> {
  checkItems(request);
  const { customer } = request;
  await requireParty(ctx.db.read, ctx, customer);
  const survivorId = customer.id;
  const row = await ctx.db.read.selectFrom('customer').select('status').where('id', '=', survivorId).executeTakeFirst();
  if (row?.status !== 'ACTIVE') refuse('WRONG_STATE', customer.field);
  const records = await allRecords(ctx, [survivorId]);
  const chosen = new Set(request.recordIds);
  if (records.length > 0 && records.every(({ id }) => chosen.has(id))) refuse('INVALID_CHOICE', ['recordIds']);
  if (records.filter(({ id }) => chosen.has(id)).length < chosen.size) refuse('NOT_FOUND', ['recordIds']);
  const of = { survivorId, customerId: NOBODY_YET, subjects: [], records };
  const shown = await foreseeParting(ctx, { ...of, isTheirs: ({ id }) => chosen.has(id) });
  return { survivorId, customerId: NOBODY_YET, things: [], ...shown };
}

const NOBODY_YET = 0;

function checkItems({ recordIds, orderIds }: SplitRequest): void {
  if (recordIds.length === 0) refuse('REQUIRED', ['input', 'recordIds']);
  if (recordIds.length + orderIds.length > MOST_ITEMS) refuse('TOO_MANY', ['input', 'recordIds'], { max: MOST_ITEMS });
}
