import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { merge, preview, shownOf, unmerge } from './merge.fixture.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

const person = (name: string, phone: string, more: object = {}) => ({
  name,
  contactPoints: [{ type: 'PHONE', value: phone }],
  ...more,
});
const keyOf = (id: string) => app.services.publicIds.decode('cus', id) ?? 0;

describe('merging customers', () => {
  it('shows what all of them said, leads their numbers to the survivor, and gives everything back', async () => {
    const anna = await addCustomer(app, person('王安娜', '13800138001', { birthDate: '1990-01-02' }));
    const ben = await addCustomer(app, person('王娜', '13900139002', { jobTitle: '经理' }));
    const before = [await shownOf(app, anna), await shownOf(app, ben)];
    const foreseen = await preview(app, anna, [ben]);
    const { operation, userErrors } = await merge(app, anna, [ben], 'the same person');
    expect(userErrors).toEqual([]);
    expect(operation).toMatchObject({ kind: 'MERGE', state: 'DONE', moved: { records: 1, orders: 0, consents: 0 } });
    expect(foreseen).toMatchObject({ moved: operation.moved, conflicts: [] });

    const merged = await shownOf(app, anna);
    expect(merged).toMatchObject({ status: 'ACTIVE', jobTitle: '经理', birthDate: '1990-01-02' });
    const phones = merged.contactPoints.map(({ value }: { value: string }) => value);
    expect(phones.toSorted()).toEqual(['+8613800138001', '+8613900139002']);
    expect(foreseen.fields).toEqual(merged.fields);
    const part = { status: 'MERGED', name: null, contactPoints: [], lineage: { mergedInto: { id: anna } } };
    expect(await shownOf(app, ben)).toMatchObject(part);
    const { customerByNumber, customers } = await app.data(
      app.ctxFor('DATA_STEWARD'),
      `query ($number: String!) {
        customerByNumber(number: $number) { verdict successorNumber customer { id } }
        customers { nodes { id } }
      }`,
      { number: before[1].number },
    );
    expect(customerByNumber).toEqual({ verdict: 'RETIRED', successorNumber: before[0].number, customer: { id: anna } });
    expect(customers.nodes).toEqual([{ id: anna }]);

    expect((await unmerge(app, ben)).userErrors).toEqual([]);
    expect([await shownOf(app, anna), await shownOf(app, ben)]).toEqual(before);
    const { mergeOperations, customer } = await app.data(
      app.ctxFor('DATA_STEWARD'),
      `query ($id: ID!) {
        mergeOperations(first: 2) { nodes { kind reason customer { id } parties { id } } }
        customer(id: $id) { lineage { subjects { customerId records sources { code } } operations { kind } } }
      }`,
      { id: anna },
    );
    expect(mergeOperations.nodes).toEqual([
      { kind: 'UNMERGE', reason: null, customer: { id: anna }, parties: [{ id: ben }] },
      { kind: 'MERGE', reason: 'the same person', customer: { id: anna }, parties: [{ id: ben }] },
    ]);
    expect(customer.lineage).toEqual({
      subjects: [{ customerId: anna, records: 1, sources: [{ code: 'staff' }] }],
      operations: [{ kind: 'UNMERGE' }, { kind: 'MERGE' }],
    });
  });

  it('is refused for who is no such customer, is merged already, or something else', async () => {
    const anna = await addCustomer(app, person('安娜', '13800138011'));
    const ben = await addCustomer(app, person('本', '13800138012'));
    const firm = await addCustomer(app, { kind: 'ORGANISATION', name: '某某贸易有限公司' });
    const codeOf = async (survivor: string, customers: readonly string[]) =>
      (await merge(app, survivor, customers)).userErrors[0]?.code;
    expect(await codeOf(anna, [])).toBe('REQUIRED');
    expect(await codeOf(anna, [ben, anna])).toBe('INVALID_CHOICE');
    expect(await codeOf(anna, [ben, 'cus_nobody'])).toBe('NOT_FOUND');
    expect(await codeOf(anna, [firm])).toBe('KIND_DIFFERS');
    expect((await preview(app, anna, [firm])).conflicts.map(({ kind }: { kind: string }) => kind)).toEqual([
      'KIND_DIFFERS',
    ]);
    expect((await unmerge(app, ben)).userErrors[0].code).toBe('WRONG_STATE');
    expect(await codeOf(anna, [ben])).toBeUndefined();
    expect(await codeOf(anna, [ben])).toBe('WRONG_STATE');
    expect(await codeOf(ben, [anna])).toBe('WRONG_STATE');
    const stale = { customerId: ben, survivorVersion: app.services.publicIds.version(keyOf(anna), 1) };
    expect((await unmerge(app, ben, stale)).userErrors[0].code).toBe('STALE');
    await expect(merge(app, anna, [ben], null, app.ctxFor('MANAGER'))).rejects.toThrow();
    expect(await preview(app, firm, [ben])).toBeNull();
  });

  it('finds nobody out of scope, whoever may merge', async () => {
    const anna = await addCustomer(app, person('安娜', '13800138021'));
    const ben = await addCustomer(app, person('本', '13800138022'));
    const manager = app.ctxFor('MANAGER', 77);
    const permissions = new Set([...manager.actor.permissions, 'CUSTOMER_MERGE' as const]);
    const ctx = { ...manager, actor: { ...manager.actor, permissions } };
    // Both are nobody's: seen as customers of the pool, masked.
    expect((await merge(app, anna, [ben], null, ctx)).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    await app.services.db.transaction(
      async (trx) => await trx.updateTable('customer').set({ owner_id: 78 }).where('id', '=', keyOf(ben)).execute(),
    );
    expect((await merge(app, anna, [ben], null, ctx)).userErrors[0].code).not.toBe('STALE');
    await app.services.db.transaction(
      async (trx) => await trx.updateTable('customer').set({ owner_id: null }).where('id', '=', keyOf(ben)).execute(),
    );
  });

  it('brings very many orders after, wherever their customer is by then', async () => {
    const anna = await addCustomer(app, person('安娜', '13800138031'));
    const ben = await addCustomer(app, person('本', '13800138032'));
    const source = await app.services.db.read.selectFrom('source').select('id').executeTakeFirstOrThrow();
    const first = await app.services.db.ids.reserve(2_600);
    const order = {
      customer_id: keyOf(ben),
      subject_id: keyOf(ben),
      source_id: source.id,
      currency: 'CNY',
      placed_at: 0,
      total: 0,
      line_count: 1,
      return_count: 0,
      status: 'PLACED',
      created_at: 0,
      updated_at: 0,
    } as const;
    // Object.keys forgets that these are columns.
    const columns = ['id', 'number', 'order_key', ...(Object.keys(order) as (keyof typeof order)[])] as const;
    const rows = Array.from({ length: 2_600 }, (_, at) => [first + at, `N${at}`, `n:${at}`, ...Object.values(order)]);
    await app.services.db.transaction(async (trx) => await bulkInsert(trx, 'purchase_order', columns, rows));
    const ordersOf = async (id: string) => {
      const query = app.services.db.read.selectFrom('purchase_order').select((eb) => eb.fn.countAll<number>().as('n'));
      return Number((await query.where('customer_id', '=', keyOf(id)).executeTakeFirstOrThrow()).n);
    };
    const { operation } = await merge(app, anna, [ben]);
    expect(operation).toMatchObject({ state: 'MOVING', moved: { orders: 2_000 } });
    expect([await ordersOf(anna), await ordersOf(ben)]).toEqual([2_000, 600]);
    await runJobs(app);
    expect([await ordersOf(anna), await ordersOf(ben)]).toEqual([2_600, 0]);
    const { mergeOperations } = await app.data(
      app.ctxFor('DATA_STEWARD'),
      '{ mergeOperations(first: 1) { nodes { state moved { orders } } } }',
    );
    expect(mergeOperations.nodes).toEqual([{ state: 'DONE', moved: { orders: 2_600 } }]);
    // Given back before the job begins, and merged again: what is left to do is asked when it is done.
    await unmerge(app, ben);
    await merge(app, anna, [ben]);
    await runJobs(app);
    expect([await ordersOf(anna), await ordersOf(ben)]).toEqual([2_600, 0]);
    await app.services.db.transaction(async (trx) => await trx.deleteFrom('purchase_order').execute());
  });

  it('takes along how they stand to others, and gives it back', async () => {
    const ctx = app.ctxFor('DATA_STEWARD');
    const [anna, again, son] = [
      await addCustomer(app, person('赵安娜', '13800138011')),
      await addCustomer(app, person('赵娜', '13900139012')),
      await addCustomer(app, person('赵小宝', '13900139013')),
    ];
    const record = async (fromId: string, type: string, toId: string) =>
      await app.data(
        ctx,
        'mutation ($input: RelationshipCreateInput!) { relationshipCreate(input: $input) { userErrors { code } } }',
        { input: { fromId, type, toId } },
      );
    await record(again, 'PARENT', son);
    await record(anna, 'RELATIVE', again);
    const tiesOf = async (id: string) => {
      const asked = 'query ($id: ID!) { customer(id: $id) { relationships { nodes { type from { id } to { id } } } } }';
      return (await app.data(app.ctxFor('DATA_STEWARD'), asked, { id })).customer.relationships.nodes;
    };
    const before = [await tiesOf(anna), await tiesOf(again), await tiesOf(son)];
    expect((await merge(app, anna, [again])).userErrors).toEqual([]);
    expect(await tiesOf(anna)).toEqual([{ type: 'PARENT', from: { id: anna }, to: { id: son } }]);
    expect(await tiesOf(son)).toEqual(await tiesOf(anna));
    expect((await unmerge(app, again)).userErrors).toEqual([]);
    expect([await tiesOf(anna), await tiesOf(again), await tiesOf(son)]).toEqual(before);
  });
});
