import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCustomer } from '../../../app/testing/customers.ts';
import { createTestApp, type Answered, type TestApp } from '../../../app/testing/test-app.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { merge, preview, shownOf, split, unmerge, unmergePreview } from './merge.fixture.ts';

let app: TestApp;
let clock = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  app = await createTestApp({ now: () => (clock += 1_000) });
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

const add = async (name: string, phone: string, more: object = {}) =>
  await addCustomer(app, { name, contactPoints: [{ type: 'PHONE', value: phone }], ...more });
const run = async (document: string, variables: object): Promise<Answered> =>
  await app.data(app.ctxFor('DATA_STEWARD'), document, { ...variables });

async function edit(id: string, input: object): Promise<void> {
  const { customer } = await run('query ($id: ID!) { customer(id: $id) { id version } }', { id });
  const { customerUpdate } = await run(
    'mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) { customerUpdate(id: $id, version: $version, input: $input) { userErrors { code } } }',
    { ...customer, input },
  );
  expect(customerUpdate.userErrors).toEqual([]);
}

async function order(customerId: string, number: string): Promise<void> {
  const lines = [{ quantity: '1', unitPrice: '2', description: 'tea' }];
  const { orderCreate } = await run(
    'mutation ($input: OrderCreateInput!) { orderCreate(input: $input) { userErrors { code } } }',
    { input: { customerId, number, placedAt: '2026-01-01T00:00:00Z', lines } },
  );
  expect(orderCreate.userErrors).toEqual([]);
}

async function recordsOf(id: string): Promise<{ id: string; fields: { field: string }[] }[]> {
  const { customer } = await run('query ($id: ID!) { customer(id: $id) { sourceRecords { id fields { field } } } }', {
    id,
  });
  return customer.sourceRecords;
}

describe('giving a merged customer back', () => {
  it('leaves with the survivor what came since in its name, unless somebody says whose it is', async () => {
    const anna = await add('安娜', '13800138001');
    const ben = await add('本', '13900139002');
    const [annaBefore, benBefore] = [await shownOf(app, anna), await shownOf(app, ben)];
    await merge(app, anna, [ben]);
    await edit(anna, { jobTitle: '经理' });
    await edit(anna, { employer: '某某公司' });
    await order(anna, 'H1');
    const foreseen = await unmergePreview(app, ben);
    expect(foreseen.things.map(({ kind, goesTo, because }: Answered) => ({ kind, goesTo, because }))).toEqual([
      { kind: 'RECORD', goesTo: 'SURVIVOR', because: 'UNKNOWN' },
      { kind: 'RECORD', goesTo: 'SURVIVOR', because: 'UNKNOWN' },
      { kind: 'ORDER', goesTo: 'SURVIVOR', because: 'UNKNOWN' },
    ]);
    const decisions = [1, 2].map((at) => ({ id: foreseen.things[at].id, goesTo: 'RELEASED' }));
    const decided = await unmergePreview(app, ben, decisions);
    expect((await unmerge(app, ben, { decisions: [{ id: 'rec_x', goesTo: 'RELEASED' }] })).userErrors[0].code).toBe(
      'NOT_FOUND',
    );
    expect((await unmerge(app, ben, { decisions })).userErrors).toEqual([]);
    const [annaAfter, benAfter] = [await shownOf(app, anna), await shownOf(app, ben)];
    expect(annaAfter).toMatchObject({ jobTitle: '经理', employer: null, orders: { nodes: [] } });
    expect(benAfter).toMatchObject({ jobTitle: null, employer: '某某公司', orders: { nodes: [{ number: 'H1' }] } });
    expect([decided.survivor, decided.released]).toEqual([annaAfter.fields, benAfter.fields]);
    expect(annaAfter.contactPoints).toEqual(annaBefore.contactPoints);
    expect(benAfter.contactPoints).toEqual(benBefore.contactPoints);
    // Theirs now, under their own key: it goes along with them.
    await merge(app, anna, [ben]);
    await unmerge(app, ben);
    expect([await shownOf(app, anna), await shownOf(app, ben)]).toEqual([annaAfter, benAfter]);
  });

  it('goes in any order, out of whatever it is in', async () => {
    const names = ['甲', '乙', '丙'] as const;
    const [a = '', b = '', c = ''] = await Promise.all(
      names.map(async (name, at) => await add(name, `1370013700${at}`)),
    );
    const before = await Promise.all([a, b, c].map(async (id) => await shownOf(app, id)));
    await merge(app, b, [c]);
    await merge(app, a, [b]);
    expect((await shownOf(app, c)).lineage.mergedInto).toEqual({ id: a });
    // The inner one first.
    await unmerge(app, c);
    expect(await shownOf(app, c)).toEqual(before[2]);
    expect((await shownOf(app, a)).contactPoints).toHaveLength(2);
    await merge(app, a, [c]);
    await unmerge(app, b);
    expect(await shownOf(app, b)).toEqual(before[1]);
    expect((await shownOf(app, a)).contactPoints).toHaveLength(2);
    await unmerge(app, c);
    expect(await Promise.all([a, b, c].map(async (id) => await shownOf(app, id)))).toEqual(before);
  });

  it('lets a refusal since hold for both, and a yes for the survivor', async () => {
    const record = async (customerId: string, decision: string) => {
      const { consentRecord } = await run(
        'mutation ($input: ConsentRecordInput!) { consentRecord(input: $input) { userErrors { code } } }',
        {
          input: {
            customerId,
            purpose: 'MARKETING',
            fields: ['ALL'],
            basis: 'CONSENT',
            decision,
            evidence: { kind: 'CALL', text: 'call 7' },
          },
        },
      );
      expect(consentRecord.userErrors).toEqual([]);
    };
    const consentOf = async (id: string) => (await shownOf(app, id)).consents[0]?.state;
    const anna = await add('安娜', '13800138041');
    const ben = await add('本', '13900139042');
    await record(anna, 'GRANTED');
    await merge(app, anna, [ben]);
    // Ben was never asked.
    expect(await consentOf(anna)).toBeUndefined();
    await record(anna, 'GRANTED');
    expect(await consentOf(anna)).toBe('GRANTED');
    await unmerge(app, ben);
    expect([await consentOf(anna), await consentOf(ben)]).toEqual(['GRANTED', undefined]);
    await merge(app, anna, [ben]);
    await record(anna, 'DENIED');
    await unmerge(app, ben);
    expect([await consentOf(anna), await consentOf(ben)]).toEqual(['DENIED', 'DENIED']);
  });
});

describe('splitting a customer', () => {
  it('makes another one of some records and orders, and merging takes it back', async () => {
    const mixed = await add('安娜', '13800138051');
    await edit(mixed, { jobTitle: '店长' });
    await order(mixed, 'S1');
    const before = await shownOf(app, mixed);
    const [staffs] = await recordsOf(mixed);
    const { customer: shown } = await run('query ($id: ID!) { customer(id: $id) { orders { nodes { id } } } }', {
      id: mixed,
    });
    const input = { customerId: mixed, recordIds: [staffs?.id], orderIds: [shown.orders.nodes[0].id] };
    expect((await split(app, { ...input, recordIds: [] })).userErrors[0].code).toBe('REQUIRED');
    const all = (await recordsOf(mixed)).map(({ id }) => id);
    expect((await split(app, { ...input, recordIds: all })).userErrors[0].code).toBe('INVALID_CHOICE');
    const { customer, operation, userErrors } = await split(app, input);
    expect(userErrors).toEqual([]);
    expect(operation).toMatchObject({ kind: 'SPLIT', moved: { records: 1, orders: 1 } });
    expect(await shownOf(app, customer.id)).toMatchObject({
      status: 'ACTIVE',
      name: null,
      jobTitle: '店长',
      orders: { nodes: [{ number: 'S1' }] },
    });
    expect(await shownOf(app, mixed)).toMatchObject({ name: '安娜', jobTitle: null, orders: { nodes: [] } });
    const foreseen = await preview(app, mixed, [customer.id]);
    await merge(app, mixed, [customer.id]);
    expect(await shownOf(app, mixed)).toEqual(before);
    expect(foreseen.fields).toEqual(before.fields);
  });
});
