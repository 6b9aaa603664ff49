import { currencyOf } from '@dossier/shared/standardise';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Queryable } from '../../../platform/database/tables.ts';
import { idempotent } from '../../../platform/graphql/idempotency.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { fromDecimal } from '../../../platform/money/money.ts';
import { recordAudit } from '../../audit/index.ts';
import {
  KEPT_STATUSES,
  allSources,
  API_SOURCE,
  builtInSource,
  requireCustomer,
  STAFF_SOURCE,
} from '../../customer/index.ts';
import type { OrderCreateInput } from '../api/order.input.ts';
import { applyPurchaseLines, reservePurchases } from './apply-purchase-lines.ts';
import { orderKey } from './plan-purchases.ts';
import type { PurchaseLine } from './purchase-batch.ts';
import { isEverywhere } from '../../../platform/policy/compile-grants.ts';

const MOST_LINES = 500;
const LONGEST_NUMBER = 150;

/**
 * Records an order as a person or a program states it. Returns its key.
 *
 * Refuses REQUIRED, TOO_MANY, TOO_LONG and NUMBER_OUT_OF_RANGE about the lines, INVALID for an unknown currency,
 * NOT_FOUND for an unknown customer or source, TAKEN when the source already has an order of this number.
 */
export async function createOrder(ctx: Ctx, input: OrderCreateInput, idempotencyKey: string | null): Promise<number> {
  const number = input.number.trim();
  if (number === '') refuse('REQUIRED', ['input', 'number']);
  if (number.length > LONGEST_NUMBER) refuse('TOO_LONG', ['input', 'number'], { max: LONGEST_NUMBER });
  if (input.lines.length === 0) refuse('REQUIRED', ['input', 'lines']);
  if (input.lines.length > MOST_LINES) refuse('TOO_MANY', ['input', 'lines'], { max: MOST_LINES });
  const currency = await codeOf(ctx, input.currency);
  const sourceId = await sourceOf(ctx, input.sourceId);
  const customerId = await customerOf(ctx, input.customerId);
  const lines = input.lines.map((line, index): PurchaseLine => ({
    line: index,
    customerId,
    orderNumber: number,
    lineKey: String(index + 1),
    placedAt: input.placedAt,
    productCode: line.productCode ?? undefined,
    productName: line.description ?? undefined,
    quantity: decimal(line.quantity, index, 'quantity'),
    unitPrice: decimal(line.unitPrice, index, 'unitPrice'),
  }));

  const reserved = await reservePurchases(ctx, lines.length);
  const batch = { sourceId, importId: null, at: ctx.now(), currency, lines };
  const key = orderKey(sourceId, currency, number);
  const request = { operation: 'orderCreate', input };
  return await idempotent(ctx, idempotencyKey, request, async (trx) => {
    // Asked again where it counts: the customer may have been merged since.
    await lockRows(trx, 'customer', customerId === 0 ? [] : [customerId]);
    if (customerId !== 0) await requireKept(trx, customerId);
    const taken = await trx
      .selectFrom('purchase_order')
      .select('retracted')
      .where('order_key', '=', key)
      .executeTakeFirst();
    if (taken?.retracted === 0) refuse('TAKEN', ['input', 'number']);
    const result = await applyPurchaseLines(ctx, trx, reserved, batch);
    const rejected = result.lines.find(({ outcome }) => outcome === 'rejected');
    if (rejected)
      refuse(rejected.code ?? 'INVALID', ['input', 'lines', String(rejected.line)], { max: LONGEST_NUMBER });
    const orderId = result.lines[0]?.orderId ?? 0;
    await recordAudit(trx, ctx, { action: 'order.created', objectType: 'order', objectId: orderId });
    return orderId;
  }).catch((error: unknown) => {
    // Somebody recorded the same number a moment earlier.
    if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'number']);
    throw error;
  });
}

async function codeOf(ctx: Ctx, given: string | null | undefined): Promise<string> {
  if (given == null) return (await ctx.settings()).defaultCurrency;
  return currencyOf(given) ?? refuse('INVALID', ['input', 'currency']);
}

async function sourceOf(ctx: Ctx, publicId: string | null | undefined): Promise<number> {
  if (publicId == null) return (await builtInSource(ctx, ctx.actor.kind === 'token' ? API_SOURCE : STAFF_SOURCE)).id;
  const key = ctx.publicIds.decode('src', publicId);
  const source = (await allSources(ctx.db.read)).find(({ id }) => id === key);
  return source?.id ?? refuse('NOT_FOUND', ['input', 'sourceId']);
}

async function requireKept(db: Queryable, customerId: number): Promise<void> {
  const row = await db.selectFrom('customer').select('status').where('id', '=', customerId).executeTakeFirst();
  if (!KEPT_STATUSES.some((status) => status === row?.status)) refuse('NOT_FOUND', ['input', 'customerId']);
}

async function customerOf(ctx: Ctx, publicId: string | null | undefined): Promise<number> {
  if (publicId == null) {
    // An order of nobody known is for those who look after all customers.
    if (!isEverywhere(ctx.actor.grants.reach('INTERNAL', 'WRITE'))) refuse('REQUIRED', ['input', 'customerId']);
    return 0;
  }
  const id = ctx.publicIds.decode('cus', publicId) ?? refuse('NOT_FOUND', ['input', 'customerId']);
  await requireKept(ctx.db.read, id);
  await requireCustomer(ctx.db.read, ctx, id, 'WRITE', ['INTERNAL'], ['input', 'customerId']);
  return id;
}

function decimal(text: string, line: number, field: string): number {
  try {
    return fromDecimal(text);
  } catch {
    return refuse('NUMBER_OUT_OF_RANGE', ['input', 'lines', String(line), field]);
  }
}
