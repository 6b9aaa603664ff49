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

  it('leaves with the survivor what was recorded since, and what is changed since stays whose it was', async () => {
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
    await unmerge('Ada', 'Ada again');
    expect(await r.list(steward, 'Ada')).toEqual([
      'Ada SIBLING Bob',
      'Ada RELATIVE Ada again',
      'Bob SPOUSE Ada',
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
