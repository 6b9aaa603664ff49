import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJobs } from '../../../app/testing/approvals.ts';
import { addCustomer } from '../../../app/testing/customers.ts';
import { contextAs } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { findOrphans } from '../../../platform/database/find-orphans.ts';
import { addUser } from '../../../app/testing/users.ts';
import { merge, unmerge } from '../merge/merge.fixture.ts';
import { handsOff, keptApart } from './decisions.ts';

const FAMILY = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';

let app: TestApp;
let steward: Ctx;
let manager: Ctx;
let managerId: string;
/** Three who are one, of whom the third differs; and two who were born together. */
let ouyang: string[];
let twins: string[];
beforeAll(async () => {
  app = await createTestApp();
  steward = app.ctxFor('DATA_STEWARD');
  const { userId } = await addUser(app, 'MANAGER');
  manager = contextAs(app, 'MANAGER', userId);
  managerId = app.services.publicIds.encode('usr', userId);
  for (const [place, surname] of [...FAMILY].entries())
    await addCustomer(
      app,
      person(`${surname}建国`, `1380013${8100 + place}`, `19${60 + place}-0${1 + (place % 9)}-1${place % 10}`),
    );
  ouyang = [
    await addCustomer(app, person('欧阳晓明', '13912345678', '1985-06-17')),
    await addCustomer(app, person('欧阳晓明', '13912345678', '1985-06-17')),
    await addCustomer(app, person('欧阳小明', '13912345678', '1985-06-27')),
  ];
  twins = [
    await addCustomer(app, person('司马春兰', '13787654321', '2001-11-05')),
    await addCustomer(app, person('司马秋菊', '13787654321', '2001-11-05')),
  ];
  // Of the pool, everybody would see them.
  await assign([...ouyang, ...twins], await addSomebody());
  await app.data(steward, 'mutation { matchRunStart { userErrors { code } } }');
  await runJobs(app);
});
afterAll(async () => {
  expect(await findOrphans(app.services.db)).toEqual([]);
  await app.close();
});

function person(name: string, phone: string, birthDate: string) {
  return { name, birthDate, contactPoints: [{ type: 'PHONE', value: phone }] };
}
async function assign(ids: string[], ownerId: string | null) {
  await app.data(
    steward,
    'mutation ($ids: [ID!]!, $ownerId: ID) { customersAssign(selection: { ids: $ids }, ownerId: $ownerId) { changed } }',
    { ids, ownerId },
  );
}
async function addSomebody(): Promise<string> {
  return app.services.publicIds.encode('usr', (await addUser(app, 'SALES')).userId);
}
async function pairs(filter: object, as: Ctx = steward) {
  const { matchPairs } = await app.data(
    as,
    'query ($filter: MatchPairFilter) { matchPairs(filter: $filter) { nodes { id state probability customer { id } other { id } } } }',
    { filter },
  );
  return matchPairs.nodes;
}
async function counts(as: Ctx = steward) {
  return (await app.data(as, '{ matchCounts { open later notSame decidedToday } }')).matchCounts;
}
async function decide(id: string, verdict: string) {
  await app.data(
    steward,
    'mutation ($input: MatchDecideInput!) { matchDecide(input: $input) { userErrors { code } } }',
    {
      input: { id, verdict },
    },
  );
}
async function reviewFrom(chance: number) {
  await app.data(
    app.ctxFor('ADMIN'),
    'mutation ($input: MatchPolicyInput!) { matchPolicyUpdate(input: $input) { userErrors { code } } }',
    { input: { reviewFrom: chance } },
  );
}
const ends = (pair: { customer: { id: string }; other: { id: string } }) =>
  [pair.customer.id, pair.other.id].toSorted();

describe('the queue', () => {
  it('hides, and does not count, pairs below the chance from which people are asked, unless one asks for them', async () => {
    const all = await pairs({});
    expect(all).toHaveLength(4);
    const [surest, , , least] = all;
    expect(surest.probability).toBeGreaterThan(0.95);
    expect(least.probability).toBeLessThan(0.95);
    await reviewFrom(0.95);
    expect((await pairs({})).map(({ id }: { id: string }) => id)).toEqual(
      all.slice(0, 3).map(({ id }: { id: string }) => id),
    );
    expect(await pairs({ belowReview: true })).toHaveLength(4);
    expect(await counts()).toEqual({ open: 3, later: 0, notSame: 0, decidedToday: 0 });
    // What was decided stays in sight, whatever its chance.
    await decide(least.id, 'NOT_SAME');
    expect(await pairs({ states: ['NOT_SAME'] })).toHaveLength(1);
    expect(await counts()).toEqual({ open: 3, later: 0, notSame: 1, decidedToday: 1 });
    await decide(least.id, 'OPEN');
    await reviewFrom(0.05);
  });

  it('tells nobody how many pairs there are of customers whom they do not see', async () => {
    expect(await counts(manager)).toEqual({ open: 0, later: 0, notSame: 0, decidedToday: 0 });
    const [pair] = await pairs({ customerId: twins[0] });
    await decide(pair.id, 'NOT_SAME');
    expect((await counts()).decidedToday).toBe(1);
    expect((await counts(manager)).decidedToday).toBe(0);
    // One of the two is not enough.
    await assign(twins.slice(0, 1), managerId);
    expect(await counts(manager)).toEqual({ open: 0, later: 0, notSame: 0, decidedToday: 0 });
    await assign(twins, managerId);
    expect(await counts(manager)).toEqual({ open: 0, later: 0, notSame: 1, decidedToday: 1 });
    await decide(pair.id, 'OPEN');
    expect(await counts(manager)).toEqual({ open: 1, later: 0, notSame: 0, decidedToday: 0 });
  });

  it('tells of customers whose personal values one sees masked neither that they are alike nor how much', async () => {
    const [{ id: pairId }] = await pairs({ customerId: ouyang[0] });
    const { matchRun } = await app.data(steward, '{ matchRun { id } }');
    const told = async (as: Ctx) =>
      await app.data(
        as,
        `query ($pairId: ID!, $runId: ID!, $customerId: ID!) {
          customer(id: $customerId) { name } matchPair(id: $pairId) { weight } matchCluster(pairId: $pairId) { isCut }
          matchClusters(runId: $runId) { nodes { members { id } } }
        }`,
        { pairId, runId: matchRun.id, customerId: ouyang[0] },
      );
    await assign(ouyang, null);
    const seen = { matchPair: { weight: expect.any(Number) }, matchCluster: { isCut: false } };
    expect(await told(steward)).toMatchObject({ ...seen, customer: { name: '欧阳晓明' } });
    expect(await told(manager)).toEqual({
      customer: { name: '欧*' },
      matchPair: null,
      matchCluster: null,
      matchClusters: { nodes: [{ members: twins.map((id) => ({ id })) }] },
    });
    expect(await pairs({ customerId: ouyang[0] }, manager)).toEqual([]);
    await assign(ouyang, managerId);
    expect(await told(manager)).toMatchObject({ ...seen, customer: { name: '欧阳晓明' } });
    await assign(ouyang, await addSomebody());
  });

  it('tells what was learned of all customers, and how many there are, to those only who have figures about all', async () => {
    const told = async (as: Ctx) =>
      await app.data(
        as,
        '{ matchRun { customers } matchRuns { nodes { found } } matchModels { customers } matchPlan { clusters } }',
      );
    expect(await told(steward)).toMatchObject({ matchRun: { customers: 25 }, matchModels: [{ customers: 25 }] });
    expect(await told(manager)).toEqual({ matchRun: null, matchRuns: { nodes: [] }, matchModels: [], matchPlan: null });
    // Nor does a run say so to whoever starts one.
    const { actor } = manager;
    const merging = { ...actor, permissions: new Set([...actor.permissions, 'CUSTOMER_MERGE' as const]) };
    const start = 'mutation { matchRunStart { run { expected } userErrors { code } } }';
    expect(await app.data({ ...manager, actor: merging }, start)).toEqual({
      matchRunStart: { run: null, userErrors: [] },
    });
    await runJobs(app);
  });

  it('shows who hangs together with a pair, as far as one sees them, and on which link', async () => {
    const [pair] = await pairs({ customerId: ouyang[2] });
    const around = async (as: Ctx) =>
      (
        await app.data(
          as,
          'query ($pairId: ID!) { matchCluster(pairId: $pairId) { isCut weakLink { probability } members { id } pairs { state probability } } }',
          { pairId: pair.id },
        )
      ).matchCluster;
    const cluster = await around(steward);
    expect(cluster.members.map(({ id }: { id: string }) => id).toSorted()).toEqual(ouyang.toSorted());
    expect(cluster.pairs).toHaveLength(3);
    expect(cluster).toMatchObject({ isCut: false, weakLink: null });
    expect(await around(manager)).toBeNull();
    // Said to be two, one of the others is all that holds the third.
    await decide(pair.id, 'NOT_SAME');
    const hanging = await around(steward);
    const left = hanging.pairs.filter(({ state }: { state: string }) => state === 'OPEN');
    expect(left).toHaveLength(2);
    const least = Math.min(...left.map(({ probability }: { probability: number }) => probability));
    expect(hanging.weakLink.probability).toBe(least);
    await decide(pair.id, 'OPEN');
  });
});

describe('decisions', () => {
  const said = async () =>
    await app.services.db.read
      .selectFrom('match_decision')
      .select(['verdict', 'levels', 'actor_id'])
      .orderBy('decided_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();

  it('are noted when customers are merged, with how far they agreed, and taken back when that is undone', async () => {
    const [pair] = await pairs({});
    const [first = '', second = ''] = ends(pair);
    await merge(app, first, [second], 'the same card');
    expect(await said()).toMatchObject({ verdict: 'SAME', actor_id: 1 });
    expect(JSON.parse((await said()).levels ?? '')).toMatchObject({ FAMILY_NAME: 'EXACT', PHONE: 'EXACT' });
    expect((await counts()).decidedToday).toBe(1);
    expect((await counts(manager)).decidedToday).toBe(0);
    await unmerge(app, second);
    expect((await said()).verdict).toBe('OPEN');
    expect((await pairs({})).find(({ id }: { id: string }) => id === pair.id)).toMatchObject({ state: 'OPEN' });
    expect((await counts()).decidedToday).toBe(0);
    const keys = [first, second].map((id) => app.services.publicIds.decode('cus', id) ?? 0);
    expect(await handsOff(app.services.db.read)).toContainEqual(keys.toSorted((a, b) => a - b));
  });

  it('count by time, not by key: processes take keys ahead', async () => {
    const { db } = app.services;
    const [a, b] = twins.map((id) => app.services.publicIds.decode('cus', id) ?? 0) as [number, number];
    await db.ids.ensure(2);
    const [early, late] = [db.ids.take(), db.ids.take()];
    const decision = { customer_id: Math.min(a, b), other_id: Math.max(a, b), reason: null, actor_id: 1, levels: null };
    const at = Date.now() + 1_000;
    await db.transaction(async (trx) => {
      await trx
        .insertInto('match_decision')
        .values([
          { ...decision, id: late, verdict: 'OPEN', decided_at: at },
          { ...decision, id: early, verdict: 'NOT_SAME', decided_at: at + 1 },
        ])
        .execute();
    });
    expect(await keptApart(db.read)).toEqual([[decision.customer_id, decision.other_id]]);
  });
});
