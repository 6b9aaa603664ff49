import type { Role } from '@dossier/shared/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { withheldFrom } from '../../../platform/policy/request-access.ts';
import { createSalesWorld, LI, type Name, SU, WANG, type SalesWorld, ZHOU } from '../../../app/testing/sales-world.ts';

let world: SalesWorld;
let app: TestApp;
let ids: SalesWorld['ids'];
const as = (role: Role, userId: number, standing?: { teamMembers?: number[]; territories?: string[] }) =>
  world.as(role, userId, standing);
beforeAll(async () => {
  world = await createSalesWorld();
  ({ app, ids } = world);
});
afterAll(async () => await app.close());

const LIST = `query ($filter: CustomerFilter, $search: String, $sort: CustomerSort) {
  customers(filter: $filter, search: $search, sort: $sort) { totalCount nodes { id name birthDate primaryPhone { value } } }
}`;

async function list(ctx: Ctx, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
  const { customers } = await app.data(ctx, LIST, variables);
  const nameOf = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return Object.fromEntries(
    customers.nodes
      .map((one: { id: string; name: string | null; birthDate: string | null; primaryPhone: { value: string } }) => [
        nameOf.get(one.id),
        `${one.name} ${one.birthDate} ${one.primaryPhone.value}`,
      ])
      .toSorted(),
  );
}

describe('which customers there are', () => {
  it('all of them, in full, for a data steward; all of them, masked, for a viewer', async () => {
    expect(await list(app.ctxFor('STEWARD'))).toEqual({
      赵一: '赵一 1990-01-01 +8613800138000',
      钱二: '钱二 1991-01-01 +8613800138001',
      孙三: '孙三 1992-01-01 +8613800138002',
      周四: '周四 1993-01-01 +8613800138003',
    });
    expect(await list(app.ctxFor('VIEWER'))).toEqual({
      赵一: '赵* null 138****8000',
      钱二: '钱* null 138****8001',
      孙三: '孙* null 138****8002',
      周四: '周* null 138****8003',
    });
  });

  it('for sales: their own and shared ones in full, those of nobody masked, and no other', async () => {
    expect(await list(as('SALES', LI))).toEqual({
      赵一: '赵一 1990-01-01 +8613800138000',
      钱二: '钱二 1991-01-01 +8613800138001',
      孙三: '孙* null 138****8002',
    });
  });

  it('for a manager: those of the team, and of the territory', async () => {
    expect(Object.keys(await list(as('MANAGER', ZHOU, { teamMembers: [LI] })))).toEqual(['孙三', '钱二']);
    expect(await list(as('MANAGER', ZHOU, { territories: ['CN/广东省'] }))).toEqual({
      周四: '周四 1993-01-01 +8613800138003',
      孙三: '孙* null 138****8002',
    });
  });

  it('for support: those with an open case of theirs, until it ends', async () => {
    expect(Object.keys(await list(as('SUPPORT', SU)))).toEqual(['钱二']);
    const later = as('SUPPORT', SU);
    expect(Object.keys(await list({ ...later, now: () => app.services.now() + 61_000 }))).toEqual([]);
  });

  it('one by id, by number, by node and behind an order exists only for whoever sees it', async () => {
    const li = as('SALES', LI);
    const one = 'query ($id: ID!) { customer(id: $id) { id } node(id: $id) { id } }';
    expect(await app.data(li, one, { id: ids.周四 })).toEqual({ customer: null, node: null });
    expect(await app.data(li, one, { id: ids.钱二 })).toEqual({ customer: { id: ids.钱二 }, node: { id: ids.钱二 } });
    const { customer } = await app.data(app.ctxFor('STEWARD'), 'query ($id: ID!) { customer(id: $id) { number } }', {
      id: ids.周四,
    });
    const byNumber = 'query ($number: String!) { customerByNumber(number: $number) { verdict customer { id } } }';
    expect(await app.data(li, byNumber, customer)).toEqual({
      customerByNumber: { verdict: 'UNKNOWN', customer: null },
    });
  });
});

describe('what can be learnt', () => {
  it('is nothing about values that may not be read: by search, by filter, by duplicates', async () => {
    const li = as('SALES', LI);
    // The phone and the name of somebody whom Li sees masked, and of somebody whom Li does not see.
    for (const search of ['13800138002', '8002', '孙三', '13800138003', '周四'])
      expect([search, await list(li, { search })]).toEqual([search, {}]);
    expect(Object.keys(await list(li, { search: '13800138001' }))).toEqual(['钱二']);
    for (const filter of [
      { phone: { eq: '13800138002' } },
      { name: { startsWith: '孙' } },
      { birthDate: { gte: '1992-01-01', lte: '1992-12-31' } },
      { age: { gte: 1, lte: 34 } },
    ])
      expect([filter, Object.keys(await list(li, { filter })).filter((name) => name === '孙三')]).toEqual([filter, []]);
    const duplicates =
      'query ($input: CustomerDuplicateCheckInput!) { customerDuplicates(input: $input) { customer { id } } }';
    const found = async (input: object) => (await app.data(li, duplicates, { input })).customerDuplicates;
    expect(await found({ phones: ['13800138003'], name: '周四' })).toEqual([]);
    expect(await found({ phones: ['13800138001'] })).toEqual([{ customer: { id: ids.钱二 } }]);
  });

  it('is not told by a negated filter either', async () => {
    const li = as('SALES', LI);
    const not = async (value: string) => Object.keys(await list(li, { filter: { not: { phone: { eq: value } } } }));
    expect((await not('13800138002')).includes('孙三')).toBe((await not('13900000000')).includes('孙三'));
  });

  it.each([
    ['sorting by name', { sort: { field: 'NAME', direction: 'ASC' } }, ['CustomerSortField.NAME']],
    ['filtering by phone', { filter: { or: [{ phone: { lastFour: '8000' } }] } }, ['CustomerFilter.phone']],
    ['filtering by age', { filter: { not: { age: { gte: 18 } } } }, ['CustomerFilter.age']],
  ])('%s is refused to a viewer before anything runs', async (_what, variables, coordinates) => {
    const before = app.services.db.statementCount();
    const { errors, data } = await app.execute(app.ctxFor('VIEWER'), LIST, variables);
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', coordinates });
    expect(data).toBeUndefined();
    expect(app.services.db.statementCount()).toBe(before);
  });

  it('the same, written into the document, in a fragment, under an alias', async () => {
    const document = `{ a: customers(sort: { field: BIRTH_DATE, direction: ASC }) { ...F } } fragment F on CustomerConnection { totalCount }`;
    const { errors } = await app.execute(app.ctxFor('VIEWER'), document);
    expect(errors?.[0]?.extensions['coordinates']).toEqual(['CustomerSortField.BIRTH_DATE']);
  });

  it('counting by gender is refused to a viewer, by province not', async () => {
    const count = 'query ($by: CustomerGroupBy!) { customerGroups(by: $by) { count } }';
    const { errors } = await app.execute(app.ctxFor('VIEWER'), count, { by: 'GENDER' });
    expect(errors?.[0]?.extensions['coordinates']).toEqual(['CustomerGroupBy.GENDER']);
    expect((await app.data(app.ctxFor('VIEWER'), count, { by: 'PROVINCE' })).customerGroups).toHaveLength(2);
    expect((await app.data(as('SALES', LI), count, { by: 'PROVINCE' })).customerGroups).toEqual([{ count: 3 }]);
  });

  it('an analyst sees figures of groups of ten or more, and no customer on any path', async () => {
    const analyst = as('ANALYST', 11);
    const { customerGroups, dataQuality } = await app.data(
      analyst,
      '{ customerGroups(by: KIND) { key count } dataQuality { total } }',
    );
    expect([customerGroups, dataQuality]).toEqual([[], { total: 0 }]);
    for (const document of [
      '{ customers { nodes { id } } }',
      `{ customer(id: "${ids.赵一}") { id } }`,
      '{ orders { nodes { customer { id } } } }',
    ]) {
      const { errors } = await app.execute(analyst, document);
      expect([document, errors?.[0]?.extensions['code']]).toEqual([document, 'FORBIDDEN']);
    }
    const { node } = await app.data(analyst, `{ node(id: "${ids.赵一}") { id } }`);
    expect(node).toBeNull();
  });

  it('says what was kept back, once for each place and by path, whatever was read first', async () => {
    const ctx = app.ctxFor('VIEWER');
    await app.data(ctx, LIST);
    expect(withheldFrom(ctx.access)).toEqual([
      { path: 'customers.nodes.birthDate', code: 'HIDDEN', rule: 'VIEWER/PERSONAL/READ_MASKED/ALL' },
      { path: 'customers.nodes.name', code: 'MASKED', rule: 'VIEWER/PERSONAL/READ_MASKED/ALL' },
      { path: 'customers.nodes.primaryPhone.value', code: 'MASKED', rule: 'VIEWER/PERSONAL/READ_MASKED/ALL' },
    ]);
  });
});

describe('what can be done', () => {
  const UPDATE = `mutation ($id: ID!, $version: String!, $input: CustomerUpdateInput!) {
    customerUpdate(id: $id, version: $version, input: $input) { customer { id } userErrors { code field } } }`;
  const versionOf = async (name: Name) =>
    (await app.data(app.ctxFor('STEWARD'), 'query ($id: ID!) { customer(id: $id) { version } }', { id: ids[name] }))
      .customer.version as string;
  const update = async (ctx: Ctx, name: Name, input: object) =>
    (await app.data(ctx, UPDATE, { id: ids[name], version: await versionOf(name), input })).customerUpdate.userErrors;

  it('is to change what is one’s own; what is seen only is refused, what is not seen does not exist', async () => {
    const li = as('SALES', LI);
    expect(await update(li, '钱二', { stage: 'LEAD' })).toEqual([]);
    expect(await update(li, '孙三', { stage: 'LEAD' })).toEqual([{ code: 'NOT_ALLOWED', field: ['id'] }]);
    expect(await update(li, '周四', { stage: 'LEAD' })).toEqual([{ code: 'NOT_FOUND', field: ['id'] }]);
  });

  it('is to give customers within one’s reach only', async () => {
    const li = as('SALES', LI);
    const usr = (id: number) => app.services.publicIds.encode('usr', id);
    expect(await update(li, '钱二', { ownerId: usr(WANG) })).toEqual([
      { code: 'NOT_ALLOWED', field: ['input', 'ownerId'] },
    ]);
    const zhou = as('MANAGER', ZHOU, { teamMembers: [LI, WANG] });
    expect(await update(zhou, '钱二', { ownerId: usr(WANG) })).toEqual([]);
    expect(await update(zhou, '钱二', { ownerId: usr(LI) })).toEqual([]);
  });

  it('makes whoever may only change their own customers the owner of a new one', async () => {
    const { customerCreate } = await app.data(
      as('SALES', LI),
      'mutation { customerCreate(input: { kind: PERSON, name: "New" }) { customer { id owner { name } } userErrors { code } } }',
    );
    expect(customerCreate).toMatchObject({ customer: { owner: { name: 'Li' } }, userErrors: [] });
  });

  it('tags only what may be changed, whatever was selected', async () => {
    const { tagCreate } = await app.data(
      app.ctxFor('STEWARD'),
      'mutation { tagCreate(input: { name: "vip" }) { tag { id } } }',
    );
    const { customersTag } = await app.data(
      as('SALES', WANG),
      'mutation ($ids: [ID!], $add: [ID!]) { customersTag(selection: { ids: $ids }, add: $add) { changed } }',
      { ids: Object.values(ids), add: [tagCreate.tag.id] },
    );
    expect(customersTag).toEqual({ changed: 2 });
  });
});
