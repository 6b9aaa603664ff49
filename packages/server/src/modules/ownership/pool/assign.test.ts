import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { addStaff, contextAs } from '../../../app/testing/staff.ts';
import { addCustomer, ownerOf } from '../../../app/testing/customers.ts';

const WANG = 7;
const LI = 8;
const ZHOU = 9;
const GONE = 10;

let app: TestApp;
const usr = (id: number) => app.services.publicIds.encode('usr', id);
beforeAll(async () => {
  app = await createTestApp();
  await addStaff(app, { Wang: WANG, Li: LI, Zhou: ZHOU, Gone: GONE });
  await app.services.db.transaction(
    async (trx) => await trx.updateTable('staff_user').set({ status: 'SUSPENDED' }).where('id', '=', GONE).execute(),
  );
});
afterAll(async () => await app.close());

const ASSIGN = `mutation ($selection: CustomerSelectionInput!, $ownerId: ID, $reason: String) {
  customersAssign(selection: $selection, ownerId: $ownerId, reason: $reason) { changed userErrors { code field } } }`;
const assign = async (ctx: Ctx, selection: object, ownerId: number | null, reason?: string) =>
  (await app.data(ctx, ASSIGN, { selection, ownerId: ownerId === null ? null : usr(ownerId), reason })).customersAssign;
const owned = async (owner: number | null, name = '赵一') =>
  await addCustomer(app, { name, ...(owner === null ? {} : { ownerId: usr(owner) }) });

describe('giving customers away', () => {
  it('is staff’s word: explained as such, told to subscribers, in the audit log', async () => {
    const id = await owned(WANG);
    const steward = app.ctxFor('DATA_STEWARD');
    expect(await assign(steward, { ids: [id] }, LI, ' moved to the north ')).toEqual({ changed: 1, userErrors: [] });
    expect(await ownerOf(app, id)).toBe('Li');
    const { customer } = await app.data(
      steward,
      'query ($id: ID!) { customer(id: $id) { facts(fields: [OWNER]) { chosen { value source { name } } } } }',
      { id },
    );
    expect(customer.facts).toMatchObject([{ chosen: { value: 'Li', source: { name: '员工 Staff' } } }]);
    const key = app.services.publicIds.decode('cus', id) ?? 0;
    const { db } = app.services;
    const events = await db.read.selectFrom('outbox_event').selectAll().where('object_id', '=', key).execute();
    expect(events.map(({ type, payload }) => [type, payload])).toContainEqual([
      'customer.updated',
      '{"fields":["OWNER"]}',
    ]);
    const entries = await db.read
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'customer.assigned')
      .execute();
    expect(entries).toMatchObject([{ object_id: key, reason: 'moved to the north', fields: '["OWNER"]' }]);
    const history = await db.read.selectFrom('owner_change').selectAll().where('customer_id', '=', key).execute();
    expect(history).toMatchObject([{ from_user: WANG, to_user: LI }]);
  });

  it('goes through many, those who have the owner already left as they are', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 205; index++) ids.push(await owned(index < 3 ? LI : WANG, '批量'));
    const steward = app.ctxFor('DATA_STEWARD');
    const before = app.services.db.statementCount();
    expect(await assign(steward, { ids }, LI)).toEqual({ changed: 202, userErrors: [] });
    // Some forty for each batch of 200, whatever their number.
    expect(app.services.db.statementCount() - before).toBeLessThan(700);
    expect(await assign(steward, { ids }, LI)).toEqual({ changed: 0, userErrors: [] });
    expect(await assign(steward, { filter: { name: { eq: '批量' } } }, null)).toEqual({ changed: 205, userErrors: [] });
    expect(await ownerOf(app, ids[0] ?? '')).toBeNull();
  });

  it('is for those who may change the customer, to people within their reach', async () => {
    const own = await owned(LI);
    const other = await owned(WANG);
    const pool = await owned(null);
    const li = contextAs(app, 'SALES', LI);
    expect((await assign(li, { ids: [own] }, WANG)).userErrors).toEqual([{ code: 'NOT_ALLOWED', field: ['ownerId'] }]);
    expect((await assign(li, { ids: [own, other, pool] }, null)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['selection', 'ids', '1'] },
      { code: 'NOT_ALLOWED', field: ['selection', 'ids', '2'] },
    ]);
    expect(await ownerOf(app, own)).toBe('Li');
    expect((await assign(li, { ids: ['nonsense'] }, null)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['selection', 'ids', '0'] },
    ]);
    const zhou = contextAs(app, 'MANAGER', ZHOU, { teamMembers: [LI, WANG] });
    expect(await assign(zhou, { ids: [own, other] }, ZHOU)).toEqual({ changed: 2, userErrors: [] });
    const steward = app.ctxFor('DATA_STEWARD');
    expect((await assign(steward, { ids: [own] }, GONE)).userErrors).toEqual([
      { code: 'WRONG_STATE', field: ['ownerId'] },
    ]);
    expect((await assign(steward, { ids: [own] }, 999)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['ownerId'] },
    ]);
  });

  it('by conditions takes only what one may hand over, and asks no question one may not ask', async () => {
    const own = await owned(LI, '条件');
    await owned(WANG, '条件');
    const li = contextAs(app, 'SALES', LI);
    expect(await assign(li, { filter: { name: { eq: '条件' } } }, null)).toEqual({ changed: 1, userErrors: [] });
    expect(await ownerOf(app, own)).toBeNull();
    const { errors } = await app.execute(app.ctxFor('VIEWER'), ASSIGN, {
      selection: { filter: { phone: { eq: '13800138000' } } },
      ownerId: null,
    });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it('to nobody is only said by null', async () => {
    const id = await owned(LI);
    const { customersAssign } = await app.data(
      app.ctxFor('DATA_STEWARD'),
      'mutation ($ids: [ID!]) { customersAssign(selection: { ids: $ids }) { userErrors { code field } } }',
      { ids: [id] },
    );
    expect(customersAssign.userErrors).toEqual([{ code: 'REQUIRED', field: ['ownerId'] }]);
    expect(await ownerOf(app, id)).toBe('Li');
  });

  it('is not for whom it was only shared with, by the form neither', async () => {
    const id = await owned(WANG);
    const wang = contextAs(app, 'SALES', WANG);
    const share = 'mutation ($id: ID!, $user: ID!) { customerShare(customerId: $id, userId: $user) { done } }';
    expect((await app.data(wang, share, { id, user: usr(LI) })).customerShare.done).toBe(true);
    const li = contextAs(app, 'SALES', LI);
    expect((await assign(li, { ids: [id] }, LI)).userErrors).toEqual([
      { code: 'NOT_ALLOWED', field: ['selection', 'ids', '0'] },
    ]);
    const { customer } = await app.data(
      li,
      'query ($id: ID!) { customer(id: $id) { version viewerCan { edit handOver } } }',
      { id },
    );
    expect(customer.viewerCan).toEqual({ edit: true, handOver: false });
    const { customerUpdate } = await app.data(
      li,
      'mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) { customerUpdate(id: $id, version: $version, input: $input) { userErrors { code field } } }',
      { id, version: customer.version, input: { ownerId: usr(LI) } },
    );
    expect(customerUpdate.userErrors).toEqual([{ code: 'NOT_ALLOWED', field: ['input', 'ownerId'] }]);
    expect(await ownerOf(app, id)).toBe('Wang');
  });

  it('offers the colleagues one may give customers to', async () => {
    const colleagues = async (ctx: Ctx) =>
      (await app.data(ctx, '{ colleagues(assignable: true) { name } }')).colleagues.map(
        ({ name }: { name: string }) => name,
      );
    expect(await colleagues(contextAs(app, 'SALES', LI))).toEqual(['Li']);
    expect(await colleagues(contextAs(app, 'MANAGER', ZHOU, { teamMembers: [LI] }))).toEqual(['Li', 'Zhou']);
    expect(await colleagues(app.ctxFor('DATA_STEWARD'))).toEqual(['Li', 'Wang', 'Zhou']);
    const { colleagues: found } = await app.data(
      contextAs(app, 'SALES', LI),
      '{ colleagues(search: "wang@") { name } }',
    );
    expect(found).toEqual([{ name: 'Wang' }]);
  });
});
