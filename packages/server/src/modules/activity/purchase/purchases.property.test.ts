import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestContext } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { type ModelOrder, PurchaseModel } from './purchase-model.fixture.ts';
import { ORDER_STATUSES, type PurchaseLine } from './purchase-batch.ts';
import { applyLines, clearPurchases, MORNING, pass, PURCHASE_TABLES } from './purchases.fixture.ts';

let test: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
});
afterAll(async () => await test.drop());

const line: fc.Arbitrary<PurchaseLine> = fc.record({
  line: fc.constant(2),
  customerId: fc.constantFrom(0, 0, 1, 2),
  orderNumber: fc.constantFrom('O1', 'O2'),
  lineKey: fc.constantFrom('a', 'b', 'c'),
  placedAt: fc.integer({ min: MORNING, max: MORNING + 3 }),
  productCode: fc.constantFrom(undefined, 'P1', 'P2'),
  productName: fc.constantFrom(undefined, 'red tea', 'green tea'),
  quantity: fc.constantFrom(-10_000, 0, 10_000, 20_000, 15_000),
  unitPrice: fc.constantFrom(0, 3_333, 125_000),
  status: fc.constantFrom(undefined, undefined, ...ORDER_STATUSES),
});

type Step = { kind: 'import'; batches: PurchaseLine[][] } | { kind: 'undo' | 'redo' | 'purge'; pick: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('import' as const),
    batches: fc.array(fc.array(line, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 }),
  }),
  fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const, 'purge' as const), pick: fc.nat(5) }),
  fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), pick: fc.nat(5) }),
);

let lastImport = 0;

describe('imports of purchases', () => {
  it('leave what a replay of the imports that still count would leave, whatever is undone, redone and purged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
        await clearPurchases(ctx);
        const model = new PurchaseModel();
        const imports: number[] = [];
        for (const each of steps) {
          await perform(each, model, imports);
          expect(await stored()).toEqual(model.orders());
        }
        for (const id of imports) {
          if (!model.undone.has(id)) await pass(ctx, 'undo', id);
          await pass(ctx, 'purge', id);
        }
        for (const table of PURCHASE_TABLES)
          expect(await ctx.db.read.selectFrom(table).selectAll().execute()).toEqual([]);
      }),
      { numRuns: 40 },
    );
  }, 120_000);
});

async function perform(each: Step, model: PurchaseModel, imports: number[]): Promise<void> {
  if (each.kind === 'import') {
    const id = ++lastImport;
    imports.push(id);
    for (const lines of each.batches) {
      await applyLines(ctx, id, lines);
      model.apply(id, lines);
    }
    return;
  }
  const id = imports[each.pick % Math.max(1, imports.length)];
  // Only what an import's state allows: undo once, redo and purge after it.
  if (id === undefined || model.undone.has(id) === (each.kind === 'undo')) return;
  await pass(ctx, each.kind, id);
  if (each.kind === 'undo') model.undone.add(id);
  if (each.kind === 'redo') model.undone.delete(id);
  if (each.kind === 'purge') {
    model.purge(id);
    imports.splice(imports.indexOf(id), 1);
  }
}

async function stored(): Promise<ModelOrder[]> {
  const orders = await ctx.db.read.selectFrom('purchase_order').selectAll().where('retracted', '=', 0).execute();
  const lines = await ctx.db.read
    .selectFrom('order_line')
    .leftJoin('product', 'product.id', 'order_line.product_id')
    .select(['order_id', 'line_key', 'quantity', 'unit_price', 'amount', 'code', 'name', 'description'])
    .where('retracted', '=', 0)
    .execute();
  return orders
    .map((order) => ({
      number: order.number,
      customerId: order.customer_id,
      placedAt: order.placed_at,
      total: order.total,
      lineCount: order.line_count,
      status: order.status,
      lines: lines
        .filter(({ order_id }) => order_id === order.id)
        .map(
          (own) =>
            `${own.line_key} ${own.code ?? '-'} (${own.name ?? '-'}) ${own.description ?? '-'} ${own.quantity} × ${own.unit_price} = ${own.amount}`,
        )
        .toSorted(),
    }))
    .toSorted((a, b) => (a.number < b.number ? -1 : 1));
}
