import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import type { Ctx } from '../../platform/context/context.ts';
import { forgetRelationships, moveRelationshipsOfSubjects } from './index.ts';
import { relations, type Relations } from './relationship.fixture.ts';

let app: TestApp;
let now = Date.parse('2026-03-10T12:00:00Z');
let r: Relations;
let steward: Ctx;
beforeAll(async () => {
  app = await createTestApp({ now: () => now });
  r = relations(app);
  steward = app.ctxFor('DATA_STEWARD');
  await r.add(['Ada', 'Ada again', 'Ada once more', 'Bob', 'Acme Ltd', 'Acme too Ltd']);
});
afterAll(async () => await app.close());

const everything = async () => {
  const { read } = app.services.db;
  return {
    edges: await read.selectFrom('relationship').selectAll().orderBy('id').orderBy('version').execute(),
    chains: await read.selectFrom('decision_chain').selectAll().orderBy('id').orderBy('version').execute(),
    members: await read.selectFrom('decision_member').selectAll().orderBy('id').orderBy('version').execute(),
  };
};
// A customer's own subject has its key.
const repoint = async (from: string, to: string, subjects: readonly string[]) =>
  await app.services.db.transaction(
    async (trx) => await moveRelationshipsOfSubjects(trx, r.keyOf(from), subjects.map(r.keyOf), r.keyOf(to)),
  );
const merge = async (name: string, into: string) => await repoint(name, into, [name]);
const unmerge = async (from: string, name: string) => await repoint(from, name, [name]);
const members = async (name: string) => {
  const asked =
    'query ($id: ID!) { customer(id: $id) { decisionChains { about members { person { name } roles attitude } } } }';
  return (await r.ask(steward, asked, { id: r.idOf(name) })).customer.decisionChains;
};
const chain = async (name: string, people: Record<string, object>) => {
  const { done } = await r.ask(
    steward,
    'mutation ($input: DecisionChainCreateInput!) { done: decisionChainCreate(input: $input) { chain { id } } }',
    { input: { customerId: r.idOf(name) } },
  );
  for (const [person, said] of Object.entries(people))
    await r.ask(
      steward,
      'mutation ($input: DecisionMemberAddInput!) { done: decisionMemberAdd(input: $input) { userErrors { code } } }',
      { input: { chainId: done.chain.id, personId: r.idOf(person), ...said } },
    );
};

describe('merging customers', () => {
  it('brings over what is recorded of them, each thing shown once, and un-merging gives back exactly that', async () => {
    await r.record(steward, 'Ada', 'EMPLOYEE', 'Acme Ltd', { title: 'Buyer' });
    const { relationship } = await r.record(steward, 'Ada again', 'EMPLOYEE', 'Acme Ltd', { title: 'Clerk' });
    now += 1;
    await r.update(steward, relationship, { title: 'Chief clerk' });
    await r.record(steward, 'Ada again', 'SPOUSE', 'Bob');
    await r.record(steward, 'Bob', 'SPOUSE', 'Ada');
    await r.record(steward, 'Ada', 'RELATIVE', 'Ada again');
    await r.record(steward, 'Ada once more', 'EMPLOYEE', 'Acme Ltd', {
      validFrom: '2001-01-01',
      validTo: '2004-01-01',
    });
    await chain('Acme Ltd', {
      Ada: { roles: ['DECIDER'], attitude: 'SUPPORTER' },
      'Ada again': { roles: ['BUYER'], attitude: 'OPPONENT' },
    });
    const before = await everything();

    expect([await merge('Ada again', 'Ada'), await merge('Ada once more', 'Ada')]).toEqual([5, 1]);
    expect(await r.list(steward, 'Ada', { includeEnded: true })).toEqual([
      // These are of other days than those.
      'Ada EMPLOYEE Acme Ltd',
      'Bob SPOUSE Ada',
      'Ada EMPLOYEE Acme Ltd',
    ]);
    const shown = await r.ask(steward, 'query ($id: ID!) { customer(id: $id) { relationships { nodes { title } } } }', {
      id: r.idOf('Ada'),
    });
    expect(shown.customer.relationships.nodes).toEqual([{ title: null }, { title: 'Chief clerk' }]);
    expect(await members('Acme Ltd')).toEqual([
      { about: null, members: [{ person: { name: 'Ada' }, roles: ['BUYER'], attitude: 'OPPONENT' }] },
    ]);
    expect(await r.list(steward, 'Bob')).toEqual(['Bob SPOUSE Ada']);

    // In any order.
    expect(await unmerge('Ada', 'Ada again')).toBe(5);
    expect(await unmerge('Ada', 'Ada once more')).toBe(1);
    expect(await everything()).toEqual(before);
    expect(await r.list(steward, 'Ada again')).toEqual([
      'Ada RELATIVE Ada again',
      'Ada again SPOUSE Bob',
      'Ada again EMPLOYEE Acme Ltd',
    ]);
  });

  it('leaves with the survivor what was recorded since, and what has ended since has ended for both', async () => {
    await merge('Ada again', 'Ada');
    now += 1;
    const { relationship: later } = await r.record(steward, 'Ada', 'SIBLING', 'Bob');
    const { customer } = await r.ask(
      steward,
      'query ($id: ID!) { customer(id: $id) { relationships { nodes { id version title } } } }',
      { id: r.idOf('Ada') },
    );
    const clerk = customer.relationships.nodes.find((one: { title: string }) => one.title === 'Chief clerk');
    expect((await r.end(steward, clerk, '2026-01-31')).userErrors).toEqual([]);
    expect(await r.list(steward, 'Ada', { types: ['EMPLOYEE'] })).toEqual([]);
    await unmerge('Ada', 'Ada again');
    expect(await r.list(steward, 'Ada')).toEqual(['Ada SIBLING Bob', 'Ada RELATIVE Ada again', 'Bob SPOUSE Ada']);
    expect(await r.list(steward, 'Ada', { includeEnded: true, types: ['EMPLOYEE'] })).toEqual([
      'Ada EMPLOYEE Acme Ltd',
    ]);
    expect(await r.list(steward, 'Ada again', { includeEnded: true, types: ['EMPLOYEE'] })).toEqual([
      'Ada again EMPLOYEE Acme Ltd',
    ]);
    expect(await r.list(steward, 'Ada again', { types: ['EMPLOYEE'] })).toEqual([]);
    await r.withdraw(steward, later, 'test');
  });

  it('cannot make a tree go round for ever, nor change what nobody sees', async () => {
    await r.add(['Top Ltd', 'Mid Ltd', 'Low Ltd']);
    await r.record(steward, 'Top Ltd', 'PARENT_COMPANY', 'Mid Ltd');
    const { relationship } = await r.record(steward, 'Mid Ltd', 'PARENT_COMPANY', 'Low Ltd');
    await merge('Low Ltd', 'Top Ltd');
    const asked =
      'query ($of: ID!) { relationshipGraph(of: $of, depth: 12) { isCut nodes { distance } edges { type } } }';
    const { relationshipGraph } = await r.ask(steward, asked, { of: r.idOf('Top Ltd') });
    expect(relationshipGraph).toEqual({
      isCut: false,
      nodes: [{ distance: 0 }, { distance: 1 }],
      edges: [{ type: 'PARENT_COMPANY' }, { type: 'PARENT_COMPANY' }],
    });
    expect((await r.record(steward, 'Acme Ltd', 'PARENT_COMPANY', 'Acme too Ltd')).userErrors).toEqual([]);
    await merge('Mid Ltd', 'Top Ltd');
    expect(await r.list(steward, 'Top Ltd')).toEqual([]);
    expect((await r.end(steward, relationship, '2026-01-01')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await r.ask(steward, 'query ($id: ID!) { node(id: $id) { id } }', relationship)).node).toBeNull();
  });
});

describe('erasing a customer', () => {
  it('removes every version of what is recorded between it and others', async () => {
    const { db } = app.services;
    await db.transaction(async (trx) => await forgetRelationships(trx, r.keyOf('Ada again')));
    await db.transaction(async (trx) => await forgetRelationships(trx, r.keyOf('Acme Ltd')));
    const { edges, chains, members: left } = await everything();
    const gone = [r.keyOf('Ada again'), r.keyOf('Acme Ltd')];
    expect(edges.filter((one) => gone.includes(one.from_customer_id) || gone.includes(one.to_customer_id))).toEqual([]);
    expect([chains, left]).toEqual([[], []]);
    expect(await r.list(steward, 'Ada')).toEqual(['Bob SPOUSE Ada']);
  });
});

describe('what merging brought together', () => {
  const shown = async (name: string) => {
    const asked =
      'query ($id: ID!) { customer(id: $id) { relationships { nodes { id version type from { name } to { name } } } } }';
    return (await r.ask(steward, asked, { id: r.idOf(name) })).customer.relationships.nodes;
  };

  it('is taken back, and leaves a decision chain, as one: nothing that was not shown takes its place', async () => {
    await r.add(['Eve', 'Eve again', 'Dan', 'Chain Ltd']);
    await r.record(steward, 'Eve', 'SPOUSE', 'Dan');
    await r.record(steward, 'Dan', 'SPOUSE', 'Eve again', { validFrom: '2020-01-01' });
    await chain('Chain Ltd', { Eve: { roles: ['DECIDER'] }, 'Eve again': { roles: ['BUYER'] } });
    await merge('Eve again', 'Eve');
    now += 1;
    const [spouse] = await shown('Eve');
    expect((await r.withdraw(steward, spouse, 'another Dan')).userErrors).toEqual([]);
    expect(await r.list(steward, 'Eve', { includeEnded: true })).toEqual([]);
    const asked = 'query ($id: ID!) { customer(id: $id) { decisionChains { members { id version roles } } } }';
    const { customer } = await r.ask(steward, asked, { id: r.idOf('Chain Ltd') });
    const [{ members: seen }] = customer.decisionChains;
    expect(seen).toHaveLength(1);
    const { done } = await r.ask(
      steward,
      'mutation ($id: ID!, $version: String!) { done: decisionMemberRemove(id: $id, version: $version) { chain { members { id } } userErrors { code } } }',
      seen[0],
    );
    expect(done).toEqual({ chain: { members: [] }, userErrors: [] });
    await unmerge('Eve', 'Eve again');
    for (const name of ['Eve', 'Eve again']) expect(await r.list(steward, name, { includeEnded: true })).toEqual([]);
    expect(await members('Chain Ltd')).toEqual([{ about: null, members: [] }]);
  });

  it('is over on a day for all of it, but for what began only afterwards', async () => {
    await r.add(['Flo', 'Flo again', 'Flo once more', 'Work Ltd']);
    await r.record(steward, 'Flo', 'EMPLOYEE', 'Work Ltd', { validFrom: '2015-01-01' });
    await r.record(steward, 'Flo again', 'EMPLOYEE', 'Work Ltd', { validFrom: '2024-05-01' });
    now += 1;
    await r.record(steward, 'Flo once more', 'EMPLOYEE', 'Work Ltd');
    await merge('Flo again', 'Flo');
    await merge('Flo once more', 'Flo');
    const [job] = await shown('Flo');
    expect((await r.update(steward, job, { validTo: '2020-12-31' })).userErrors).toEqual([]);
    const { read } = app.services.db;
    const days = await read
      .selectFrom('relationship')
      .select(['valid_from', 'valid_to'])
      .where('to_customer_id', '=', r.keyOf('Work Ltd'))
      .where('recorded_to', 'is', null)
      .orderBy('id')
      .execute();
    expect(days).toEqual([
      { valid_from: '2015-01-01', valid_to: '2020-12-31' },
      { valid_from: '2024-05-01', valid_to: null },
      { valid_from: null, valid_to: '2020-12-31' },
    ]);
    expect(await r.list(steward, 'Flo')).toEqual(['Flo EMPLOYEE Work Ltd']);
  });

  it('can be put right: what is there already refuses no change that adds no days', async () => {
    await r.add(['Head Ltd', 'Group Ltd', 'Sub Ltd', 'Sub again Ltd']);
    await r.record(steward, 'Head Ltd', 'PARENT_COMPANY', 'Sub Ltd', { validFrom: '2020-01-01' });
    await r.record(steward, 'Group Ltd', 'PARENT_COMPANY', 'Sub again Ltd');
    await merge('Sub again Ltd', 'Sub Ltd');
    const [, first] = await shown('Sub Ltd');
    expect(first.from.name).toBe('Head Ltd');
    const { relationship: noted, userErrors } = await r.update(steward, first, { note: 'until the sale' });
    expect(userErrors).toEqual([]);
    expect((await r.update(steward, noted, { validFrom: '2019-12-31' })).userErrors).toMatchObject([
      { code: 'PARENT_KNOWN' },
    ]);
    expect((await r.end(steward, noted, '2026-01-31')).userErrors).toEqual([]);
    expect(await r.list(steward, 'Sub Ltd')).toEqual(['Group Ltd PARENT_COMPANY Sub Ltd']);
    // A circle: the head office is below its branch.
    await r.add(['Branch Ltd', 'Office Ltd', 'Branch again Ltd']);
    await r.record(steward, 'Branch Ltd', 'HEAD_OFFICE', 'Office Ltd');
    await r.record(steward, 'Office Ltd', 'HEAD_OFFICE', 'Branch again Ltd');
    await merge('Branch again Ltd', 'Branch Ltd');
    const [, below] = await shown('Office Ltd');
    expect((await r.end(steward, below, '2026-01-31')).userErrors).toEqual([]);
    expect(await r.list(steward, 'Office Ltd')).toEqual(['Office Ltd HEAD_OFFICE Branch Ltd']);
  });

  it('leads up by as many steps as there are levels, however many ways there are', async () => {
    const names = Array.from({ length: 26 }, (_, level) => `Level ${level} Ltd`);
    await r.add(names);
    for (const [level, name] of names.slice(1).entries())
      await r.record(steward, names[level] ?? '', 'PARENT_COMPANY', name);
    const { db } = app.services;
    const ways = await db.read
      .selectFrom('relationship')
      .selectAll()
      .where('from_customer_id', 'in', names.map(r.keyOf))
      .execute();
    await db.ids.ensure(ways.length);
    // As if each had been recorded once more, as a head office, for somebody who was merged with it.
    await db.transaction(async (trx) => {
      for (const way of ways)
        await trx
          .insertInto('relationship')
          .values({ ...way, id: db.ids.take(), type: 'HEAD_OFFICE' })
          .execute();
    });
    await r.add(['Last Ltd']);
    expect((await r.record(steward, 'Level 25 Ltd', 'HEAD_OFFICE', 'Last Ltd')).userErrors).toEqual([]);
  });
});
