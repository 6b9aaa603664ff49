import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSalesWorld, LI, type SalesWorld } from '../../../app/testing/sales-world.ts';

let world: SalesWorld;
beforeAll(async () => {
  world = await createSalesWorld();
});
afterAll(async () => await world.app.close());

describe('customers of others', () => {
  it('as many statements for what is hidden as for what is not there: the time it takes tells nothing', async () => {
    const { app, as } = world;
    const li = as('SALES', LI);
    const { customers } = await app.data(app.ctxFor('STEWARD'), '{ customers { nodes { id number } } }');
    const seen = await app.data(li, '{ customers { nodes { id } } }');
    const visible: string[] = seen.customers.nodes.map(({ id }: { id: string }) => id);
    const hidden = customers.nodes.find(({ id }: { id: string }) => !visible.includes(id));
    const { orderCreate } = await app.data(
      app.ctxFor('STEWARD'),
      'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { order { id } } }',
      {
        input: {
          customerId: hidden.id,
          number: 'HIDDEN-1',
          placedAt: '2026-01-01T00:00:00Z',
          lines: [{ quantity: '1', unitPrice: '1' }],
        },
      },
    );
    const { numbersReserve } = await app.data(app.ctxFor('ADMIN'), 'mutation { numbersReserve(count: 1) { numbers } }');
    const statements = async (document: string) => {
      const before = app.services.db.statementCount();
      await app.data(li, document);
      return app.services.db.statementCount() - before;
    };
    const search = (number: string) => `{ customers(search: "${number}") { nodes { id } } }`;
    const cancel = (id: string) => `mutation { orderCancel(id: "${id}") { userErrors { code } } }`;
    await statements(search(numbersReserve.numbers[0]));
    expect(await statements(search(hidden.number))).toBe(await statements(search(numbersReserve.numbers[0])));
    expect(await statements(cancel(orderCreate.order.id))).toBe(
      await statements(cancel(app.services.publicIds.encode('ord', 999_999))),
    );
  });

  it('lie in no pool when they become part of another, though nobody owns them then', async () => {
    const { app, as, ids } = world;
    const [steward, li] = [app.ctxFor('STEWARD'), as('SALES', LI)];
    const merge = 'mutation ($input: CustomersMergeInput!) { customersMerge(input: $input) { userErrors { code } } }';
    const input = { survivor: { id: ids.赵一 }, customers: [{ id: ids.周四 }], reason: 'one and the same' };
    expect((await app.data(steward, merge, { input })).customersMerge.userErrors).toEqual([]);
    const ask = `{ customer(id: "${ids.周四}") { status owner { id } } }`;
    expect((await app.data(steward, ask)).customer).toEqual({ status: 'MERGED', owner: null });
    expect((await app.data(li, ask)).customer).toBeNull();
  });
});
