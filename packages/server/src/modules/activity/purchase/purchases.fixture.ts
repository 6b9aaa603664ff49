import type { Ctx } from '../../../platform/context/context.ts';
import { applyPurchaseLines, reservePurchases } from './apply-purchase-lines.ts';
import { purgePurchases } from './purge-purchases.ts';
import type { PurchaseLine, PurchaseResult } from './purchase-batch.ts';
import { type PurchaseStep, reinstatePurchases, retractPurchases } from './retract-purchases.ts';

/** 2026-01-05T10:00:00Z. */
export const MORNING = Date.UTC(2026, 0, 5, 10);

/** A purchase line: two pieces of P1 at 12.50, for order O1 of customer 1, unless told otherwise. */
export function purchaseLine(given: Partial<PurchaseLine> = {}): PurchaseLine {
  return {
    line: 2,
    customerId: 1,
    orderNumber: 'O1',
    lineKey: '1',
    placedAt: MORNING,
    productCode: 'P1',
    productName: 'Green tea',
    quantity: 20_000,
    unitPrice: 125_000,
    ...given,
  };
}

/** Applies lines in one transaction, as an import does. */
export async function applyLines(
  ctx: Ctx,
  importId: number | null,
  lines: readonly PurchaseLine[],
  batch: { sourceId?: number; currency?: string; dryRun?: boolean } = {},
): Promise<PurchaseResult> {
  const reserved = await reservePurchases(ctx, lines.length);
  return await ctx.db.transaction((trx) =>
    applyPurchaseLines(ctx, trx, reserved, { sourceId: 7, currency: 'CNY', ...batch, importId, at: ctx.now(), lines }),
  );
}

const PASSES = { undo: retractPurchases, redo: reinstatePurchases, purge: purgePurchases };

/** Undoes, redoes or purges an import's purchases to the end. Returns the customers concerned. */
export async function pass(ctx: Ctx, kind: keyof typeof PASSES, importId: number): Promise<number[]> {
  const customers = new Set<number>();
  let cursor: number | null = null;
  do {
    const step: PurchaseStep = await ctx.db.transaction((trx) => PASSES[kind](ctx, trx, importId, cursor));
    for (const id of step.customerIds) customers.add(id);
    ({ cursor } = step);
  } while (cursor !== null);
  return [...customers].toSorted((a, b) => a - b);
}

/** The tables of purchases. */
export const PURCHASE_TABLES = [
  'order_line',
  'order_line_version',
  'purchase_order',
  'import_order',
  'product',
  'product_name',
] as const;

/** Forgets all purchases: cheaper between tests than a new database. */
export async function clearPurchases(ctx: Ctx): Promise<void> {
  await ctx.db.transaction(async (trx) => {
    for (const table of PURCHASE_TABLES) await trx.deleteFrom(table).execute();
  });
}
