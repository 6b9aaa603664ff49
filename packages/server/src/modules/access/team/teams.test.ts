import * as fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { addUser, signInAs } from '../access.fixture.ts';
import { addStaff } from '../../../app/testing/staff.ts';
import { MOST_NAMED_MEMBERS, standingOf } from './standing.ts';

let app: TestApp;
let server: FastifyInstance;
let admin: Ctx;
beforeAll(async () => {
  app = await createTestApp();
  server = await app.http();
  admin = app.ctxFor('SECURITY_ADMIN', (await addUser(app, 'SECURITY_ADMIN')).userId);
});
afterAll(async () => await app.close());

interface Team extends Record<string, unknown> {
  readonly id: string;
  readonly version: string;
}
const usr = (id: number) => app.services.publicIds.encode('usr', id);
const CREATE = `mutation ($input: TeamCreateInput!) { teamCreate(input: $input) {
  team { id name parentId memberCount version } userErrors { code field } } }`;
const UPDATE = `mutation ($id: ID!, $version: String!, $input: TeamUpdateInput!) { teamUpdate(id: $id, version: $version, input: $input) {
  team { id name parentId version } userErrors { code field } } }`;
const DELETE = `mutation ($id: ID!, $version: String!) { teamDelete(id: $id, version: $version) { done userErrors { code field } } }`;
const MEMBERS = `mutation ($id: ID!, $add: [ID!], $remove: [ID!]) { teamMembersChange(id: $id, add: $add, remove: $remove) {
  team { memberCount } userErrors { code field } } }`;
const REGIONS = `mutation ($id: ID!, $regions: [String!]!) { userTerritoriesSet(id: $id, regions: $regions) {
  user { territories } userErrors { code field } } }`;

async function create(name: string, parent?: Team): Promise<Team> {
  const { teamCreate } = await app.data(admin, CREATE, { input: { name, ...(parent ? { parentId: parent.id } : {}) } });
  expect(teamCreate.userErrors).toEqual([]);
  return teamCreate.team;
}
const update = async (team: Team, input: object) =>
  (await app.data(admin, UPDATE, { id: team.id, version: team.version, input })).teamUpdate;
const add = async (team: Team, ...userIds: number[]) =>
  (await app.data(admin, MEMBERS, { id: team.id, add: userIds.map(usr) })).teamMembersChange;

describe('the tree of teams', () => {
  it('is made, renamed, moved and taken apart', async () => {
    const east = await create('East');
    const sales = await create(' Sales ', east);
    expect(sales).toMatchObject({ name: 'Sales', parentId: east.id, memberCount: 0 });
    const renamed = await update(sales, { name: 'Key accounts' });
    expect(renamed.team).toMatchObject({ name: 'Key accounts', parentId: east.id });
    expect((await update(sales, { name: 'Late' })).userErrors).toEqual([{ code: 'STALE', field: ['version'] }]);
    expect((await app.data(admin, DELETE, east)).teamDelete.userErrors).toEqual([{ code: 'IN_USE', field: ['id'] }]);
    const top = await update(renamed.team, { parentId: null });
    expect(top.team.parentId).toBeNull();
    expect((await app.data(admin, DELETE, east)).teamDelete).toEqual({ done: true, userErrors: [] });
    expect((await app.data(admin, DELETE, top.team)).teamDelete.done).toBe(true);
    expect((await app.data(admin, DELETE, east)).teamDelete.userErrors).toEqual([{ code: 'NOT_FOUND', field: ['id'] }]);
  });

  it('has no circle, no two sisters of one name, no unknown parent and a floor', async () => {
    const a = await create('A');
    const b = await create('B', a);
    const c = await create('C', b);
    for (const parent of [a, b, c])
      expect((await update(a, { parentId: parent.id })).userErrors).toEqual([
        { code: 'WRONG_STATE', field: ['input', 'parentId'] },
      ]);
    const taken = await app.data(admin, CREATE, { input: { name: 'B', parentId: a.id } });
    expect(taken.teamCreate.userErrors).toEqual([{ code: 'TAKEN', field: ['input', 'name'] }]);
    const nowhere = await app.data(admin, CREATE, { input: { name: 'X', parentId: usr(1) } });
    expect(nowhere.teamCreate.userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'parentId'] }]);
    let lowest = c;
    for (let depth = 4; depth <= 12; depth++) lowest = await create(`Level ${depth}`, lowest);
    const deeper = await app.data(admin, CREATE, { input: { name: 'Level 13', parentId: lowest.id } });
    expect(deeper.teamCreate.userErrors).toEqual([{ code: 'TOO_MANY', field: ['input', 'parentId'] }]);
    // As a whole it would reach deeper than its own level.
    const pair = await create('Pair');
    await create('Part', pair);
    const parent = (await app.data(admin, '{ teams { id name } }')).teams.find(
      ({ name }: Named) => name === 'Level 11',
    );
    expect((await update(pair, { parentId: parent.id })).userErrors).toEqual([
      { code: 'TOO_MANY', field: ['input', 'parentId'] },
    ]);
  });

  it('keeps what is below what as the parents say, whatever is moved', async () => {
    const made: Team[] = [];
    for (let index = 0; index < 8; index++) made.push(await create(`Moved ${index}`));
    const place = fc.integer({ min: 0, max: 7 });
    const moves = fc.array(fc.tuple(place, fc.option(place)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(moves, async (list) => {
        for (const [moved, under] of list) {
          const { id } = made[moved] ?? { id: '' };
          const { node } = await app.data(admin, 'query ($id: ID!) { node(id: $id) { ... on Team { version } } }', {
            id,
          });
          await update({ id, version: node.version }, { parentId: under === null ? null : made[under]?.id });
        }
        expect(await storedPairs()).toEqual(await computedPairs());
      }),
      { numRuns: 15 },
    );
  });

  it('lets one of two moves win that together would make a circle', async () => {
    const one = await create('One');
    const two = await create('Two');
    const both = await Promise.all([update(one, { parentId: two.id }), update(two, { parentId: one.id })]);
    expect(both.map(({ userErrors }) => userErrors[0]?.code ?? 'moved').toSorted()).toEqual(['WRONG_STATE', 'moved']);
    expect(await storedPairs()).toEqual(await computedPairs());
  });
});

interface Named {
  readonly name: string;
}

async function storedPairs(): Promise<string[]> {
  const rows = await app.services.db.read.selectFrom('team_closure').selectAll().execute();
  return rows.map(({ ancestor_id, descendant_id }) => `${ancestor_id} ${descendant_id}`).toSorted();
}

async function computedPairs(): Promise<string[]> {
  const teams = await app.services.db.read.selectFrom('team').select(['id', 'parent_id']).execute();
  const parents = new Map(teams.map(({ id, parent_id }) => [id, parent_id]));
  return teams
    .flatMap(({ id }) => {
      const pairs: string[] = [];
      for (let above: number | null = id; above !== null; above = parents.get(above) ?? null)
        pairs.push(`${above} ${id}`);
      return pairs;
    })
    .toSorted();
}

describe('who is in a team', () => {
  it('is seen on the team, on the person, and in the list of users', async () => {
    const team = await create('Seen');
    const { userId } = await addUser(app, 'SALES');
    expect(await add(team, userId, userId)).toEqual({ team: { memberCount: 1 }, userErrors: [] });
    const { users } = await app.data(admin, 'query ($teamId: ID) { users(teamId: $teamId) { id teams { name } } }', {
      teamId: team.id,
    });
    expect(users).toEqual([{ id: usr(userId), teams: [{ name: 'Seen' }] }]);
    expect((await app.data(admin, MEMBERS, { id: team.id, add: [team.id] })).teamMembersChange.userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['add', '0'] },
    ]);
    expect((await app.data(admin, MEMBERS, { id: team.id, remove: [usr(userId)] })).teamMembersChange.team).toEqual({
      memberCount: 0,
    });
  });

  it('is for those who manage users to know and to change', async () => {
    const { userId } = await addUser(app, 'SALES');
    const sales = app.ctxFor('SALES', userId);
    for (const document of ['{ teams { id } }', 'mutation { teamCreate(input: { name: "Mine" }) { team { id } } }']) {
      const { errors } = await app.execute(sales, document);
      expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', permission: 'USER_MANAGE' });
    }
  });
});

describe('regions', () => {
  const set = async (userId: number, regions: string[]) =>
    (await app.data(admin, REGIONS, { id: usr(userId), regions })).userTerritoriesSet;

  it('are kept as the columns of customers name them, the widest only', async () => {
    const { userId } = await addUser(app, 'MANAGER');
    const { user } = await set(userId, ['CN/广东/深圳', 'CN/江苏省', '中国/江苏/南京市', 'US/California', 'CN/北京']);
    expect(user.territories).toEqual(['CN/北京市', 'CN/广东省/深圳市', 'CN/江苏省', 'US/California']);
    expect((await set(userId, ['CN'])).user.territories).toEqual(['CN']);
    expect((await set(userId, [])).user.territories).toEqual([]);
  });

  it.each(['', 'ZZ', 'CN/乐土', 'CN/广东/上海', 'CN//深圳', 'CN/广东/深圳/南山', 'CN/广东/乐土'])(
    'do not take %j',
    async (region) => {
      const { userId } = await addUser(app, 'MANAGER');
      expect((await set(userId, ['CN', region])).userErrors).toEqual([
        { code: 'INVALID_CHOICE', field: ['regions', '1'] },
      ]);
    },
  );
});

describe('what a request may do', () => {
  const names = async (cookie: string) => {
    const answer = await server.inject({
      method: 'POST',
      url: '/graphql',
      headers: { cookie, 'x-dossier-csrf': '1' },
      payload: { query: '{ customers { nodes { owner { id } province } } }' },
    });
    return answer.json().data.customers.nodes as { owner: { id: string } | null; province: string | null }[];
  };

  it('follows the teams and regions of the moment, from the next request on', async () => {
    const leader = await signInAs(app, server, 'MANAGER');
    const seller = await addUser(app, 'SALES');
    const other = await addUser(app, 'SALES');
    const steward = app.ctxFor('DATA_STEWARD');
    const make =
      'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } userErrors { code } } }';
    const place = { country: 'CN', province: '广东省', city: '深圳市', line: '1 号' };
    for (const { userId } of [seller, other])
      await app.data(steward, make, {
        input: { kind: 'PERSON', name: '王一', ownerId: usr(userId), addresses: [place] },
      });
    expect(await names(leader.cookie)).toEqual([]);

    const region = await create('Region');
    const shop = await create('Shop', region);
    await add(region, leader.userId);
    await add(shop, seller.userId);
    expect((await names(leader.cookie)).map(({ owner }) => owner?.id)).toEqual([usr(seller.userId)]);

    await app.data(admin, MEMBERS, { id: shop.id, remove: [usr(seller.userId)] });
    expect(await names(leader.cookie)).toEqual([]);
    await app.data(admin, REGIONS, { id: usr(leader.userId), regions: ['CN/广东/广州'] });
    expect(await names(leader.cookie)).toEqual([]);
    await app.data(admin, REGIONS, { id: usr(leader.userId), regions: ['CN/广东'] });
    expect(await names(leader.cookie)).toHaveLength(2);
    await app.data(admin, REGIONS, { id: usr(leader.userId), regions: [] });

    await add(shop, other.userId);
    expect((await names(leader.cookie)).map(({ owner }) => owner?.id)).toEqual([usr(other.userId)]);
    const fresh = await app.data(admin, 'query ($id: ID!) { node(id: $id) { ... on Team { version } } }', {
      id: shop.id,
    });
    await update({ id: shop.id, version: fresh.node.version }, { parentId: null });
    expect(await names(leader.cookie)).toEqual([]);
  });

  it('names few members in its statements, and looks many up', async () => {
    const leader = await signInAs(app, server, 'MANAGER');
    const first = await addUser(app, 'SALES');
    const big = await create('Big');
    await add(big, leader.userId, first.userId);
    const steward = app.ctxFor('DATA_STEWARD');
    await app.data(
      steward,
      'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } } }',
      { input: { kind: 'PERSON', name: '李四', ownerId: usr(first.userId) } },
    );
    const { db } = app.services;
    expect((await standingOf(db.read, leader.userId)).teamMembers).toEqual([leader.userId, first.userId].toSorted());
    expect(await names(leader.cookie)).toHaveLength(1);

    await db.ids.ensure(MOST_NAMED_MEMBERS);
    const many = Array.from({ length: MOST_NAMED_MEMBERS }, () => db.ids.take());
    await addStaff(app, Object.fromEntries(many.map((id) => [`Extra${id}`, id])), 'INVITED');
    await add(big, ...many);
    expect((await standingOf(db.read, leader.userId)).teamMembers).toBe('MANY');
    expect(await names(leader.cookie)).toHaveLength(1);
  });
});
