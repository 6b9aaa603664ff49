import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureSource } from '../../modules/customer/source/sources.ts';
import {
  reinstateImport,
  reserveStep,
  retractImport,
  withdrawCustomers,
} from '../../modules/customer/undo/retract-import.ts';
import { applyRecords, person } from '../../modules/customer/write/incoming.fixture.ts';
import { split } from '../../modules/identity/merge/merge.fixture.ts';
import { addCustomer } from '../testing/customers.ts';
import { addStaff } from '../testing/staff.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
const now = { at: 1_700_000_000_000 };
beforeAll(async () => {
  app = await createTestApp({ now: () => now.at });
  await addStaff(app, { 王: 1, 李: 2 });
});
afterAll(async () => await app.close());

const TAG =
  'mutation ($tag: ID!, $id: ID!) { done: customersTag(add: [$tag], selection: { ids: [$id] }) { userErrors { code } } }';
const VALUES = `status name employer jobTitle contactPoints { value isPrimary }`;

/** Does something as a steward, a minute later. */
async function change(document: string, variables: object) {
  now.at += 60_000;
  const { done } = await app.data(app.ctxFor('ADMIN'), document, { ...variables });
  expect(done.userErrors).toEqual([]);
}

async function present(id: string) {
  const { customer } = await app.data(
    app.ctxFor('ADMIN'),
    `query ($id: ID!) { customer(id: $id) { ${VALUES} tags { name } } }`,
    { id },
  );
  return { ...customer, tags: customer.tags.map(({ name }: { name: string }) => name).toSorted() };
}

async function asOf(id: string, at: number, as = app.ctxFor('ADMIN')) {
  const query = `query ($id: ID!, $at: DateTime!) { customer(id: $id) { asOf(at: $at) { isPartial ${VALUES} tags } } }`;
  return (await app.data(as, query, { id, at: new Date(at).toISOString() })).customer.asOf;
}

it('knows a customer as it was before, during and after a merge, and says why it changed', async () => {
  const { tagCreate } = await app.data(
    app.ctxFor('ADMIN'),
    'mutation { tagCreate(input: { name: "VIP" }) { tag { id } } }',
  );
  const point = (value: string) => [{ type: 'PHONE', value }];
  const a = await addCustomer(app, { name: '王芳', employer: '甲公司', contactPoints: point('13800138000') });
  now.at += 60_000;
  const b = await addCustomer(app, { name: '王小芳', jobTitle: '经理', contactPoints: point('13900139000') });
  await change(TAG, { tag: tagCreate.tag.id, id: b });
  const seen: { id: string; at: number; was: object }[] = [];
  const look = async () => {
    for (const id of [a, b]) seen.push({ id, at: now.at, was: await present(id) });
  };
  await look();
  await change(
    `mutation ($a: ID!, $b: ID!) { done: customersMerge(input: { survivor: { id: $a }, customers: [{ id: $b }], reason: "one" }) {
      userErrors { code } } }`,
    { a, b },
  );
  await look();
  expect((await present(a)).tags).toEqual(['VIP']);
  expect((await present(a)).contactPoints).toHaveLength(2);
  await change(
    `mutation ($b: ID!) { done: customerUnmerge(input: { customerId: $b, reason: "two" }) { userErrors { code } } }`,
    { b },
  );
  await look();

  for (const { id, at, was } of seen) {
    const then = await asOf(id, at);
    // What was merged keeps its tags for the day it is given back, and shows none.
    expect(then).toEqual({ isPartial: false, ...was, ...(then.status === 'MERGED' ? { tags: [] } : {}) });
  }
  expect(await asOf(b, seen[2]?.at ?? 0)).toMatchObject({ name: null, status: 'MERGED' });
  const { customer } = await app.data(
    app.ctxFor('ADMIN'),
    'query ($id: ID!) { customer(id: $id) { history(fields: [JOB_TITLE]) { nodes { reason by before after } } } }',
    { id: a },
  );
  expect(customer.history.nodes).toEqual([
    { reason: 'UNMERGED', by: '王', before: '经理', after: null },
    { reason: 'MERGED', by: '王', before: null, after: '经理' },
  ]);
});

it('leaves out what belongs to a customer whom the actor does not see now', async () => {
  const owner = (userId: number) => app.services.publicIds.encode('usr', userId);
  const a = await addCustomer(app, { name: '赵敏', ownerId: owner(1) });
  const b = await addCustomer(app, { name: '赵敏', jobTitle: '秘密', ownerId: owner(2) });
  const { tagCreate } = await app.data(
    app.ctxFor('ADMIN'),
    'mutation { tagCreate(input: { name: "保密" }) { tag { id } } }',
  );
  await change(TAG, { tag: tagCreate.tag.id, id: b });
  await change(
    'mutation ($a: ID!, $b: ID!) { done: customersMerge(input: { survivor: { id: $a }, customers: [{ id: $b }] }) { userErrors { code } } }',
    { a, b },
  );
  const merged = now.at;
  await change('mutation ($b: ID!) { done: customerUnmerge(input: { customerId: $b }) { userErrors { code } } }', {
    b,
  });
  expect(await asOf(a, merged)).toMatchObject({ isPartial: false, jobTitle: '秘密', tags: ['保密'] });
  // A seller who looks after the one, and not the other.
  expect(await asOf(a, merged, app.ctxFor('SALES', 1))).toMatchObject({
    isPartial: true,
    name: '赵敏',
    jobTitle: null,
    tags: [],
  });
});

it('knows that an archived customer is archived again when its import, taken back, is given again', async () => {
  const ctx = app.ctxFor('ADMIN');
  const { id: sourceId } = await ensureSource(ctx, { code: 'fair', name: 'fair' });
  now.at += 60_000;
  const records = [{ line: 1, externalId: 'g1', document: person('褚一') }];
  const [made] = await applyRecords(ctx, { sourceId, importId: 21, at: now.at, records });
  const id = ctx.publicIds.encode('cus', made?.customerId ?? 0);
  const { customer } = await app.data(ctx, 'query ($id: ID!) { customer(id: $id) { version } }', { id });
  await change(
    'mutation ($id: ID!, $version: String!) { done: customerArchive(id: $id, version: $version) { userErrors { code } } }',
    { id, version: customer.version },
  );
  for (const how of [retractImport, reinstateImport]) {
    now.at += 60_000;
    const reserved = await reserveStep(ctx, 10);
    await ctx.db.transaction(async (trx) => {
      const { bare } = await how(trx, { importId: 21, afterCustomerId: 0, limit: 10, at: now.at, ...reserved });
      await withdrawCustomers(trx, bare, now.at);
    });
  }
  expect(await present(id)).toMatchObject({ status: 'ARCHIVED' });
  expect((await asOf(id, now.at - 1)).status).toBe('WITHDRAWN');
  expect((await asOf(id, now.at)).status).toBe('ARCHIVED');
});

it('shows the tags that sources say of a customer whom others were merged into', async () => {
  const ctx = app.ctxFor('ADMIN');
  const { id: sourceId } = await ensureSource(ctx, { code: 'shop', name: 'shop' });
  const say = async (name: string, externalId: string, importId: number, tags: string[]) => {
    now.at += 60_000;
    const records = [{ line: 1, externalId, document: { ...person(name), tags } }];
    const [made] = await applyRecords(ctx, { sourceId, importId, at: now.at, records });
    return ctx.publicIds.encode('cus', made?.customerId ?? 0);
  };
  const [a, b] = [await say('冯一', 'f1', 11, []), await say('冯二', 'f2', 11, [])];
  const { tagCreate } = await app.data(ctx, 'mutation { tagCreate(input: { name: "老" }) { tag { id } } }');
  await change(TAG, { tag: tagCreate.tag.id, id: b });
  await change(
    'mutation ($a: ID!, $b: ID!) { done: customersMerge(input: { survivor: { id: $a }, customers: [{ id: $b }] }) { userErrors { code } } }',
    { a, b },
  );
  expect(await say('冯一', 'f1', 12, ['展会'])).toBe(a);
  expect((await present(a)).tags).toEqual(['展会', '老']);
});

it('knows what a customer was before its records were split off, and split off again', async () => {
  const ctx = app.ctxFor('ADMIN');
  let id = '';
  for (const [place, EMPLOYER] of ['甲公司', '乙公司', '丙公司'].entries()) {
    now.at += 60_000;
    const { id: sourceId } = await ensureSource(ctx, { code: `till${place}`, name: `till ${place}` });
    const document = person('卫一', { phone: '+8613800138099' });
    const fields = { ...document.fields, EMPLOYER: { value: EMPLOYER } };
    const one = { line: 1, externalId: 't1', document: { ...document, fields } };
    const [made] = await applyRecords(ctx, { sourceId, importId: 31 + place, at: now.at, records: [one] });
    id = ctx.publicIds.encode('cus', made?.customerId ?? 0);
  }
  const before = { at: now.at, was: await present(id) };
  expect(before.was).toMatchObject({ name: '卫一', employer: '甲公司' });
  const rows = await ctx.db.read
    .selectFrom('source_record')
    .select('id')
    .where('customer_id', '=', ctx.publicIds.decode('cus', id) ?? 0)
    .orderBy('id')
    .execute();
  const records = rows.map((row) => ctx.publicIds.encode('rec', row.id));
  expect(records).toHaveLength(3);

  now.at += 60_000;
  const first = await split(app, { customerId: id, recordIds: records.slice(0, 2) });
  const between = { at: now.at, was: await present(first.customer.id) };
  now.at += 60_000;
  const second = await split(app, { customerId: first.customer.id, recordIds: records.slice(0, 1) });
  expect([await present(first.customer.id), await present(second.customer.id)]).toMatchObject([
    { employer: '乙公司' },
    { employer: '甲公司' },
  ]);
  expect(await present(id)).toMatchObject({ employer: '丙公司' });
  expect(await asOf(id, before.at)).toEqual({ isPartial: false, ...before.was });
  expect(await asOf(first.customer.id, between.at)).toEqual({ isPartial: false, ...between.was });
});
