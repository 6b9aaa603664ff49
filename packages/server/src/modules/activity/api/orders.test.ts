import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { applyLines, MORNING, purchaseLine } from '../purchase/purchases.fixture.ts';
import { newCustomer } from './orders.fixture.ts';

interface OrdersPage {
  nodes: { number: string }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

let app: TestApp;
let steward: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  steward = app.ctxFor('STEWARD');
});
afterAll(async () => await app.close());

/** A fresh request: nothing loaded by an earlier one is in it. */
const anew = () => app.ctxFor('STEWARD');

describe('orders', () => {
  it('pages through equal times without loss, sorts by total, filters', async () => {
    const customer = await newCustomer(app, 'Liu Bei');
    const lines = [5, 1, 4, 2, 3].map((price, index) =>
      purchaseLine({
        customerId: customer.key,
        orderNumber: `L${index}`,
        placedAt: MORNING + (index < 3 ? 0 : 1),
        productCode: `LP${index % 2}`,
        quantity: 10_000,
        unitPrice: price * 10_000,
      }),
    );
    await applyLines(steward, 1, lines);
    const page = `query ($id: ID!, $after: String, $sort: OrderSort, $filter: OrderFilter) { customer(id: $id) {
      orders(first: 2, after: $after, sort: $sort, filter: $filter) { totalCount nodes { number } pageInfo { hasNextPage endCursor } } } }`;
    const all = async (variables: object) => {
      const numbers: string[] = [];
      let after: string | null = null;
      do {
        const found: { customer: { orders: OrdersPage } } = await app.data(anew(), page, {
          id: customer.id,
          after,
          ...variables,
        });
        const { orders } = found.customer;
        numbers.push(...orders.nodes.map(({ number }) => number));
        after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
      } while (after !== null);
      return numbers.join(' ');
    };
    expect(await all({})).toBe('L4 L3 L2 L1 L0');
    expect(await all({ sort: { field: 'PLACED_AT', direction: 'ASC' } })).toBe('L0 L1 L2 L3 L4');
    expect(await all({ sort: { field: 'TOTAL' } })).toBe('L0 L2 L4 L3 L1');
    expect(await all({ filter: { total: { gte: '2', lte: '4' } } })).toBe('L4 L3 L2');
    expect(await all({ filter: { number: { startsWith: 'L', in: ['L1', 'L3', 'X'] } } })).toBe('L3 L1');
    expect(await all({ filter: { number: { contains: '4' } } })).toBe('L4');
    expect(await all({ filter: { placedAt: { lte: new Date(MORNING).toISOString() } } })).toBe('L2 L1 L0');
    expect(await all({ filter: { status: { in: [] } } })).toBe('');
    expect(await all({ filter: { customerId: { eq: customer.id }, withoutCustomer: false } })).toBe('L4 L3 L2 L1 L0');
    const { products } = await app.data(anew(), '{ products(search: "lp1") { totalCount nodes { id code name } } }');
    expect(products).toEqual({ totalCount: 1, nodes: [{ id: products.nodes[0].id, code: 'LP1', name: 'Green tea' }] });
    expect(await all({ filter: { productId: { eq: products.nodes[0].id } } })).toBe('L3 L1');
    expect(await all({ filter: { productId: { eq: customer.id } } })).toBe('');
    const { node } = await app.data(anew(), 'query ($id: ID!) { node(id: $id) { ... on Product { code } } }', {
      id: products.nodes[0].id,
    });
    expect(node).toEqual({ code: 'LP1' });
  });

  it('finds the orders without a customer', async () => {
    await applyLines(steward, 2, [purchaseLine({ customerId: 0, orderNumber: 'NOBODY' })], { sourceId: 99 });
    const { orders } = await app.data(
      anew(),
      '{ orders(filter: { withoutCustomer: true, number: { eq: "NOBODY" } }) { totalCount nodes { number customer { id } } } }',
    );
    expect(orders).toEqual({ totalCount: 1, nodes: [{ number: 'NOBODY', customer: null }] });
  });
});

describe('customers with their latest orders, lines and products', () => {
  it('cost the same number of statements for 2 and for 12 customers', async () => {
    const customers = await Promise.all(Array.from({ length: 12 }, (_, index) => newCustomer(app, `Graph ${index}`)));
    const lines = customers.flatMap(({ key }, customer) =>
      Array.from({ length: 14 }, (_, index) =>
        purchaseLine({
          customerId: key,
          orderNumber: `G${customer}-${index >> 1}`,
          lineKey: String(index),
          placedAt: MORNING + (index >> 1),
          productCode: `GP${index}`,
        }),
      ),
    );
    await applyLines(steward, 3, lines);
    const query = `query ($numbers: [String!]) { orders(first: 50, filter: { number: { in: $numbers } }) { nodes { customer {
      recentOrders { number lines { quantity product { code name } } } orderStats { count }
      spendByMonth(months: 2) { period orders amount { amount } } } } } }`;
    const costOf = async (count: number) => {
      const numbers = customers.slice(0, count).map((_, index) => `G${index}-6`);
      const before = steward.db.statementCount();
      const { orders } = await app.data(anew(), query, { numbers });
      return { found: orders.nodes, statements: steward.db.statementCount() - before };
    };
    // Settings that are read anew after some seconds cost a statement of their own, in whichever request comes then.
    const leastOf = async (count: number) => {
      const [first, second] = [await costOf(count), await costOf(count)];
      return first.statements < second.statements ? first : second;
    };
    const few = await leastOf(2);
    const many = await leastOf(12);
    expect([few.found.length, many.found.length]).toEqual([2, 12]);
    expect(many.statements).toBe(few.statements);
    const { customer: seventh } = many.found.find(
      ({ customer }: { customer: { recentOrders: { number: string }[] } }) =>
        customer.recentOrders[0]?.number === 'G7-6',
    );
    expect(seventh.recentOrders.map(({ number }: { number: string }) => number)).toEqual(
      [6, 5, 4, 3, 2].map((index) => `G7-${index}`),
    );
    expect(seventh.recentOrders[0].lines).toEqual([
      { quantity: '2', product: { code: 'GP12', name: 'Green tea' } },
      { quantity: '2', product: { code: 'GP13', name: 'Green tea' } },
    ]);
    expect(seventh.orderStats).toEqual({ count: 7 });
    expect(seventh.spendByMonth).toEqual([
      { period: '2025-12', orders: 0, amount: { amount: '0' } },
      { period: '2026-01', orders: 7, amount: { amount: '350' } },
    ]);
  });

  it('finds the latest orders beside customers with very many', async () => {
    const [busy, quiet] = await Promise.all([newCustomer(app, 'Busy'), newCustomer(app, 'Quiet')]);
    const orders = (customerId: number, letter: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        purchaseLine({ customerId, orderNumber: `${letter}${index}`, lineKey: '1', placedAt: MORNING + index }),
      );
    await applyLines(steward, 3, [...orders(busy.key, 'B', 260), ...orders(quiet.key, 'Q', 2)]);
    const query = `query ($numbers: [String!]) { orders(first: 5, sort: { field: PLACED_AT, direction: ASC }, filter: { number: { in: $numbers } }) {
      nodes { customer { recentOrders(first: 3) { number customer { name } } } } } }`;
    const found = await app.data(anew(), query, { numbers: ['B0', 'Q0'] });
    const numbers = found.orders.nodes.map(({ customer }: { customer: { recentOrders: { number: string }[] } }) =>
      customer.recentOrders.map(({ number }) => number),
    );
    expect(numbers.toSorted()).toEqual([
      ['B259', 'B258', 'B257'],
      ['Q1', 'Q0'],
    ]);
  });
});
