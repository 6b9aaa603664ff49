import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { newCustomer } from './orders.fixture.ts';

let app: TestApp;
let steward: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  steward = app.ctxFor('STEWARD');
});
afterAll(async () => await app.close());

/** A fresh request: nothing loaded by an earlier one is in it. */
const anew = () => app.ctxFor('STEWARD');

const CREATE = `mutation ($input: OrderCreateInput!, $key: String) {
  orderCreate(input: $input, idempotencyKey: $key) {
    order {
      id number placedAt status lineCount customer { name } source { code }
      total { amount currency }
      lines { code description quantity unitPrice kind amount { amount currency } product { code name orderLineCount } }
    }
    userErrors { code field }
  }
}`;

const newOrder = (input: object) => ({
  number: 'A-1',
  placedAt: '2026-01-05T10:00:00.000Z',
  lines: [{ productCode: 'P1', description: 'Green tea', quantity: '2', unitPrice: '12.5' }],
  ...input,
});

describe('orderCreate', () => {
  it('records an order with its lines, product and total', async () => {
    const customer = await newCustomer(app, 'Wang Li');
    const lines = [
      { productCode: 'P1', description: 'Green tea', quantity: '2', unitPrice: '12.5' },
      { productCode: 'P1', description: 'Green tea, dented tin', quantity: '-1', unitPrice: '12.5' },
      { description: 'Postage', quantity: '1.5', unitPrice: '0.3333' },
    ];
    const input = newOrder({ customerId: customer.id, currency: '€', lines });
    const { orderCreate } = await app.data(anew(), CREATE, { input });
    const tea = { code: 'P1', name: 'Green tea', orderLineCount: 2 };
    expect(orderCreate).toEqual({
      userErrors: [],
      order: {
        id: expect.stringMatching(/^ord_/),
        number: 'A-1',
        placedAt: '2026-01-05T10:00:00.000Z',
        status: 'PARTLY_RETURNED',
        lineCount: 3,
        customer: { name: 'Wang Li' },
        source: { code: 'staff' },
        total: { amount: '13', currency: 'EUR' },
        lines: [
          {
            code: 'P1',
            description: 'Green tea',
            quantity: '2',
            unitPrice: '12.5',
            kind: 'SALE',
            amount: { amount: '25', currency: 'EUR' },
            product: tea,
          },
          {
            code: 'P1',
            description: 'Green tea, dented tin',
            quantity: '-1',
            unitPrice: '12.5',
            kind: 'RETURN',
            amount: { amount: '-12.5', currency: 'EUR' },
            product: tea,
          },
          {
            code: null,
            description: 'Postage',
            quantity: '1.5',
            unitPrice: '0.3333',
            kind: 'SALE',
            amount: { amount: '0.5', currency: 'EUR' },
            product: null,
          },
        ],
      },
    });
  });

  it.each([
    ['a blank number', { number: ' ' }, 'REQUIRED', ['input', 'number']],
    ['a number that is taken', { number: 'TAKEN' }, 'TAKEN', ['input', 'number']],
    ['no lines', { lines: [] }, 'REQUIRED', ['input', 'lines']],
    ['a currency nobody has', { currency: 'shells' }, 'INVALID', ['input', 'currency']],
    ['a customer that is none', { customerId: 'cus_x' }, 'NOT_FOUND', ['input', 'customerId']],
    ['a source that is none', { sourceId: 'src_x' }, 'NOT_FOUND', ['input', 'sourceId']],
    [
      'an amount beyond all bounds',
      { lines: [{ quantity: '99999999', unitPrice: '99999999' }] },
      'NUMBER_OUT_OF_RANGE',
      ['input', 'lines', '0'],
    ],
  ])('refuses %s and writes nothing', async (_case, change, code, field) => {
    await app.data(anew(), CREATE, { input: newOrder({ number: 'TAKEN' }) });
    const count = () => steward.db.read.selectFrom('order_line').selectAll().execute();
    const before = await count();
    const { orderCreate } = await app.data(anew(), CREATE, { input: newOrder({ number: 'NEW', ...change }) });
    expect(orderCreate).toEqual({ order: null, userErrors: [{ code, field }] });
    expect(await count()).toEqual(before);
  });

  it('records once under one idempotency key, and needs the right to write', async () => {
    const input = newOrder({ number: 'ONCE' });
    const first = await app.data(anew(), CREATE, { input, key: 'k1' });
    const second = await app.data(anew(), CREATE, { input, key: 'k1' });
    expect(second).toEqual(first);
    const { errors } = await app.execute(app.ctxFor('VIEWER'), CREATE, { input: newOrder({ number: 'NEVER' }) });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('orderCancel', () => {
  it('takes an order out of the figures and leaves it in the lists', async () => {
    const customer = await newCustomer(app, 'Zhao Yun');
    for (const number of ['C-1', 'C-2']) {
      await app.data(anew(), CREATE, { input: newOrder({ number, customerId: customer.id }) });
    }
    const figures = `query ($id: ID!) { customer(id: $id) {
      orders { totalCount nodes { id number status } }
      orderStats { count totals { amount currency } averages { amount } }
    } }`;
    const before = await app.data(anew(), figures, { id: customer.id });
    expect(before.customer.orderStats).toEqual({
      count: 2,
      totals: [{ amount: '50', currency: 'CNY' }],
      averages: [{ amount: '25' }],
    });
    const { id } = before.customer.orders.nodes[0];
    const cancel = `mutation ($id: ID!) { orderCancel(id: $id) { order { number status } userErrors { code } } }`;
    expect((await app.data(anew(), cancel, { id })).orderCancel).toEqual({
      order: { number: 'C-2', status: 'CANCELLED' },
      userErrors: [],
    });
    expect((await app.data(anew(), cancel, { id })).orderCancel).toEqual({
      order: null,
      userErrors: [{ code: 'ALREADY_DONE' }],
    });
    const after = await app.data(anew(), figures, { id: customer.id });
    expect(after.customer.orders.totalCount).toBe(2);
    expect(after.customer.orderStats).toEqual({
      count: 1,
      totals: [{ amount: '25', currency: 'CNY' }],
      averages: [{ amount: '25' }],
    });
  });
});
