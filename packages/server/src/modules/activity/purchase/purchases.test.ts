import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../../../platform/context/context.ts';
import { createTestContext } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { ordersCondition } from '../api/order-conditions.ts';
import { letGo, takeInto } from '../../custody/index.ts';
import { hasOrders, moveOrders } from './move-orders.ts';
import { applyLines, clearPurchases, MORNING, pass, purchaseLine } from './purchases.fixture.ts';

let test: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
});
beforeEach(async () => await clearPurchases(ctx));
afterAll(async () => await test.drop());

const orders = async () =>
  await ctx.db.read
    .selectFrom('purchase_order')
    .select(['number', 'customer_id', 'currency', 'total', 'line_count', 'status', 'retracted'])
    .orderBy('order_key')
    .execute();

const shown = { number: 'O1', customer_id: 1, currency: 'CNY', status: 'PLACED', retracted: 0 };

describe('applyPurchaseLines', () => {
  it('adds unknown lines, updates known ones, removes none, also across batches', async () => {
    const first = await applyLines(ctx, 1, [
      purchaseLine({ lineKey: '1' }),
      purchaseLine({ line: 3, orderNumber: 'O2' }),
      purchaseLine({ line: 4, lineKey: '2', placedAt: MORNING - 5 }),
    ]);
    expect(first.lines.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
    expect(first.newOrders).toEqual(['7:CNY:O1', '7:CNY:O2']);
    expect(first.customerIds).toEqual([1]);
    const second = await applyLines(ctx, 2, [
      purchaseLine({ lineKey: '2', quantity: 10_000 }),
      purchaseLine({ line: 3, lineKey: '1' }),
      purchaseLine({ line: 4, lineKey: '3', quantity: 5_000 }),
    ]);
    expect(second.lines.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'updated'],
      [3, 'unchanged'],
      [4, 'created'],
    ]);
    expect(second.newOrders).toEqual([]);
    expect(await orders()).toEqual([
      { ...shown, total: 250_000 + 125_000 + 62_500, line_count: 3 },
      { ...shown, number: 'O2', total: 250_000, line_count: 1 },
    ]);
  });

  it('counts what a dry run would do and writes nothing', async () => {
    await applyLines(ctx, 1, [purchaseLine()]);
    const lines = [
      purchaseLine(),
      purchaseLine({ line: 3, quantity: 1 }),
      purchaseLine({ line: 4, orderNumber: 'O9' }),
    ];
    const dry = await applyLines(ctx, 2, lines, { dryRun: true });
    expect(dry.lines.map(({ outcome }) => outcome)).toEqual(['unchanged', 'updated', 'created']);
    expect(dry.newOrders).toEqual(['7:CNY:O9']);
    expect(await orders()).toEqual([{ ...shown, total: 250_000, line_count: 1 }]);
    expect(await ctx.db.read.selectFrom('product').select('code').execute()).toEqual([{ code: 'P1' }]);
  });

  it('takes a customer from a later line, keeps the first known one and warns', async () => {
    await applyLines(ctx, 1, [purchaseLine({ customerId: 0 })]);
    expect((await orders())[0]?.customer_id).toBe(0);
    await applyLines(ctx, 2, [purchaseLine({ customerId: 5, lineKey: '2' })]);
    expect((await orders())[0]?.customer_id).toBe(5);
    const { warnings } = await applyLines(ctx, 3, [
      purchaseLine({ line: 8, customerId: 6, lineKey: '3' }),
      purchaseLine({ line: 9, customerId: 0, lineKey: '4' }),
    ]);
    expect(warnings).toEqual([{ line: 8, code: 'ORDER_CUSTOMER_DIFFERS' }]);
    expect((await orders())[0]?.customer_id).toBe(5);
    // Who brought the customer takes it away again; the next one named is then the first.
    expect(await pass(ctx, 'undo', 2)).toEqual([5, 6]);
    expect((await orders())[0]?.customer_id).toBe(6);
  });

  it.each([
    ['no order number', { orderNumber: ' ' }, 'REQUIRED'],
    ['an endless order number', { orderNumber: '9'.repeat(151) }, 'TEXT_TOO_LONG'],
    ['an endless product code', { productCode: '9'.repeat(101) }, 'TEXT_TOO_LONG'],
    ['an amount that cannot be added up', { quantity: 1e12, unitPrice: 1e12 }, 'NUMBER_OUT_OF_RANGE'],
    ['a quantity that is none', { quantity: Number.NaN }, 'NUMBER_OUT_OF_RANGE'],
  ])('rejects a line with %s alone', async (_case, wrong, code) => {
    const { lines } = await applyLines(ctx, 1, [purchaseLine({ line: 2, ...wrong }), purchaseLine({ line: 3 })]);
    expect(lines).toEqual([
      { line: 2, outcome: 'rejected', orderId: 0, code },
      { line: 3, outcome: 'created', orderId: expect.any(Number) },
    ]);
    expect(await orders()).toEqual([{ ...shown, total: 250_000, line_count: 1 }]);
  });

  it('never adds up two currencies: the same number in another one is another order', async () => {
    await applyLines(ctx, 1, [purchaseLine(), purchaseLine({ currency: 'USD', lineKey: '2' })]);
    expect(await orders()).toEqual([
      { ...shown, total: 250_000, line_count: 1 },
      { ...shown, currency: 'USD', total: 250_000, line_count: 1 },
    ]);
  });

  it('rounds amounts half away from zero, keeps stated ones, and tells sales, returns and the rest apart', async () => {
    const ugly: [number, number, number | undefined][] = [
      [15_000, 3_333, undefined],
      [-15_000, 3_333, undefined],
      [10_000, -110_620_600, undefined],
      [0, 5, undefined],
      [-10_000, 0, undefined],
      [30_000, 10_000, 29_999],
    ];
    const lines = ugly.map(([quantity, unitPrice, amount], index) =>
      purchaseLine({ lineKey: String(index), quantity, unitPrice, amount }),
    );
    await applyLines(ctx, 1, lines);
    const stored = await ctx.db.read.selectFrom('order_line').select(['amount', 'kind']).orderBy('line_key').execute();
    expect(stored.map(({ amount, kind }) => `${amount} ${kind}`)).toEqual([
      '5000 SALE',
      '-5000 RETURN',
      '-110620600 OTHER',
      '0 OTHER',
      '0 OTHER',
      '29999 SALE',
    ]);
  });

  it('keeps what a later file does not say, and forgets it with the file that said it', async () => {
    await applyLines(ctx, 1, [purchaseLine({ productName: 'Green tea', customerId: 4 })]);
    await applyLines(ctx, 2, [purchaseLine({ productName: 'Green tea, tin', customerId: 0, status: 'CANCELLED' })]);
    const bare = { productCode: undefined, productName: undefined, customerId: 0, quantity: 10_000 };
    await applyLines(ctx, 3, [purchaseLine(bare)]);
    const line = async () =>
      await ctx.db.read
        .selectFrom('order_line')
        .innerJoin('product', 'product.id', 'order_line.product_id')
        .select(['code', 'name', 'description', 'quantity', 'named_customer_id', 'stated_status'])
        .executeTakeFirst();
    const tea = { code: 'P1', name: 'Green tea', quantity: 10_000, named_customer_id: 4 };
    expect(await line()).toEqual({ ...tea, description: 'Green tea, tin', stated_status: 'CANCELLED' });
    await pass(ctx, 'undo', 2);
    expect(await line()).toEqual({ ...tea, description: 'Green tea', stated_status: null });
  });

  it('finds single lines of an order of many thousands again', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      purchaseLine({ lineKey: String(index), quantity: 10_000 }),
    );
    for (let start = 0; start < lines.length; start += 1_000)
      await applyLines(ctx, 1, lines.slice(start, start + 1_000));
    const again = await applyLines(ctx, 2, [
      purchaseLine({ lineKey: '4321', quantity: 20_000 }),
      purchaseLine({ lineKey: 'x' }),
    ]);
    expect(again.lines.map(({ outcome }) => outcome)).toEqual(['updated', 'created']);
    expect(await orders()).toEqual([{ ...shown, total: 5_003 * 125_000, line_count: 5_001 }]);
  });

  it('loses no line when imports write to the same orders at the same time', async () => {
    const part = (importId: number) =>
      Array.from({ length: 30 }, (_, index) =>
        purchaseLine({ orderNumber: `O${index % 5}`, lineKey: `${importId}-${index}`, quantity: 10_000 }),
      );
    await applyLines(ctx, 100, part(100));
    await Promise.all([1, 2, 3, 4, 5, 6].map(async (importId) => await applyLines(ctx, importId, part(importId))));
    await Promise.all([2, 5].map(async (importId) => await pass(ctx, 'undo', importId)));
    const each = { ...shown, total: 5 * 6 * 125_000, line_count: 5 * 6 };
    expect(await orders()).toEqual([0, 1, 2, 3, 4].map((index) => ({ ...each, number: `O${index}` })));
  });

  it('sends as many statements for 40 orders of 40 products as for 4 of 4', async () => {
    const costOf = async (importId: number, variety: number) => {
      const lines = Array.from({ length: 40 }, (_, index) =>
        purchaseLine({
          orderNumber: `S${importId}-${index % variety}`,
          lineKey: String(index),
          productCode: `P${importId}-${index % variety}`,
        }),
      );
      const before = ctx.db.statementCount();
      await applyLines(ctx, importId, lines);
      return ctx.db.statementCount() - before;
    };
    expect(await costOf(1, 40)).toBe(await costOf(2, 4));
  });
});

describe('customers and their orders', () => {
  it('moves orders with a merge, gives them back with an un-merge, and imports follow', async () => {
    await applyLines(ctx, 1, [
      purchaseLine({ customerId: 1 }),
      purchaseLine({ customerId: 2, orderNumber: 'O2' }),
      purchaseLine({ customerId: 2, orderNumber: 'O3' }),
    ]);
    const move = async (from: number) =>
      await ctx.db.transaction(async (trx) => await moveOrders(trx, { from, subjects: [2], limit: 10 }));
    await ctx.db.transaction(async (trx) => await takeInto(trx, 1, [2], { operationId: 1, at: 1 }));
    expect([await move(2), await move(2)]).toEqual([2, 0]);
    expect(await hasOrders(ctx.db.read, [1, 2, 3])).toEqual(new Set([1]));
    await pass(ctx, 'undo', 1);
    expect(await hasOrders(ctx.db.read, [1, 2, 3])).toEqual(new Set());
    await pass(ctx, 'redo', 1);
    expect((await orders()).map(({ customer_id }) => customer_id)).toEqual([1, 1, 1]);
    // One more in the name of the second, who is shown as the first.
    await applyLines(ctx, 1, [purchaseLine({ customerId: 1, subjectId: 2, orderNumber: 'O4' })]);
    expect((await orders()).map(({ customer_id }) => customer_id)).toEqual([1, 1, 1, 1]);
    await ctx.db.transaction(async (trx) => await letGo(trx, 2, { operationId: 2, at: 2 }));
    expect(await move(1)).toBe(3);
    expect((await orders()).map(({ customer_id }) => customer_id)).toEqual([1, 2, 2, 2]);
  });

  it('finds customers by their orders', async () => {
    await ctx.db.transaction(async (trx) => {
      for (const id of [1, 2, 3]) {
        const base = { subject_id: id, number: `N${id}`, kind: 'PERSON', created_at: 1, updated_at: 1 };
        await trx
          .insertInto('customer')
          .values({ id, ...base })
          .execute();
      }
    });
    await applyLines(ctx, 1, [
      purchaseLine({ customerId: 1, quantity: 10_000 }),
      purchaseLine({ customerId: 2, orderNumber: 'O2', productCode: 'P2', quantity: 80_000 }),
    ]);
    const products = await ctx.db.read.selectFrom('product').select(['id', 'code']).execute();
    const p2 = ctx.publicIds.encode('prd', products.find(({ code }) => code === 'P2')?.id ?? 0);
    const found = async (conditions: Parameters<typeof ordersCondition>[1]) => {
      const rows = await ctx.db.read
        .selectFrom('customer')
        .select('id')
        .where(ordersCondition(ctx, conditions))
        .orderBy('id')
        .execute();
      return rows.map(({ id }) => id);
    };
    expect(await found({})).toEqual([1, 2]);
    expect(await found({ total: { gte: '50' } })).toEqual([2]);
    expect(await found({ productId: { eq: p2 }, currency: { eq: 'CNY' } })).toEqual([2]);
    expect(await found({ productId: { eq: p2 }, total: { lte: '50' } })).toEqual([]);
    expect(await found({ placedAt: { gte: MORNING + 1 } })).toEqual([]);
    await pass(ctx, 'undo', 1);
    expect(await found({})).toEqual([]);
  });
});
