import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addStaff, contextAs } from '../../../app/testing/staff.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import type { Ctx } from '../../../platform/context/context.ts';
import { TEST_SETTINGS } from '../../../platform/testing/test-context.ts';
import { relations, type Relations } from '../relationship.fixture.ts';

const [WANG, LI] = [51, 52];

let app: TestApp;
let r: Relations;
let steward: Ctx;
let wang: Ctx;
beforeAll(async () => {
  app = await createTestApp({ settings: async () => TEST_SETTINGS });
  await addStaff(app, { Wang: WANG, Li: LI });
  const owner = (key: number) => ({ ownerId: app.services.publicIds.encode('usr', key) });
  steward = app.ctxFor('DATA_STEWARD');
  wang = contextAs(app, 'SALES', WANG);
  r = relations(app);
  await r.add(['Own', 'Mine Ltd', 'Other Ltd'], owner(WANG));
  await r.add(['Hidden', 'Hidden Ltd'], owner(LI));
  await r.add(['Pool']);
  await r.record(steward, 'Own', 'EMPLOYEE', 'Mine Ltd', { title: 'Buyer' });
  await r.record(steward, 'Hidden', 'EMPLOYEE', 'Mine Ltd', { title: 'Boss' });
  await r.record(steward, 'Pool', 'EMPLOYEE', 'Mine Ltd', { title: 'Clerk', note: 'nice' });
  await r.record(steward, 'Hidden Ltd', 'PARENT_COMPANY', 'Mine Ltd');
  await r.record(steward, 'Other Ltd', 'PARENT_COMPANY', 'Hidden Ltd');
  await r.record(steward, 'Hidden', 'SPOUSE', 'Own');
});
afterAll(async () => await app.close());

const graph = async (ctx: Ctx, of: string, depth: number) => {
  const asked = `query ($of: ID!, $depth: Int!) { relationshipGraph(of: $of, depth: $depth) {
    isCut nodes { distance customer { name } } edges { from { name } to { name } } } }`;
  return (await r.ask(ctx, asked, { of: r.idOf(of), depth })).relationshipGraph;
};

describe('relationships with customers whom somebody does not see', () => {
  it('are absent, uncounted, and no way leads over them', async () => {
    expect(await r.list(steward, 'Mine Ltd')).toHaveLength(4);
    expect(await r.list(wang, 'Mine Ltd')).toEqual(
      ['Pool EMPLOYEE Mine Ltd', 'Own EMPLOYEE Mine Ltd'].map((one) => one.replace('Pool', 'P*')),
    );
    expect(await r.list(wang, 'Own')).toEqual(['Own EMPLOYEE Mine Ltd']);
    const seen = await graph(wang, 'Mine Ltd', 12);
    expect(seen.nodes.map((one: { customer: { name: string } }) => one.customer.name)).toEqual([
      'Mine Ltd',
      'Own',
      'P*',
    ]);
    expect(seen.edges).toHaveLength(2);
    expect((await graph(steward, 'Mine Ltd', 12)).nodes).toHaveLength(6);
    expect(await graph(wang, 'Hidden', 1)).toBeNull();
  });

  it('cannot be found, changed or written, as if there were none', async () => {
    const { customer } = await r.ask(
      steward,
      'query ($id: ID!) { customer(id: $id) { relationships { nodes { id version from { name } } } } }',
      { id: r.idOf('Own') },
    );
    const hidden = customer.relationships.nodes.find((one: { from: { name: string } }) => one.from.name === 'Hidden');
    expect((await r.ask(wang, 'query ($id: ID!) { node(id: $id) { id } }', hidden)).node).toBeNull();
    expect((await r.update(wang, hidden, { note: 'x' })).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['id'] },
    ]);
    expect((await r.record(wang, 'Own', 'SIBLING', 'Hidden')).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'toId'] },
    ]);
  });

  it('refuse nothing to those who do not see them', async () => {
    // To the steward it is a circle: Other Ltd is above Hidden Ltd, and that above Mine Ltd.
    expect((await r.record(steward, 'Mine Ltd', 'PARENT_COMPANY', 'Other Ltd')).userErrors).toMatchObject([
      { code: 'HIERARCHY_CIRCLE' },
    ]);
    expect((await r.record(wang, 'Mine Ltd', 'PARENT_COMPANY', 'Other Ltd')).userErrors).toEqual([]);
    // Circles that came about so end no walk badly.
    expect((await graph(steward, 'Mine Ltd', 12)).nodes).toHaveLength(6);
  });
});

describe('relationships with customers of whom somebody sees less', () => {
  it('show personal texts as far as those of both ends are seen, and are written by whoever may change both', async () => {
    const asked =
      'query ($id: ID!) { customer(id: $id) { relationships { nodes { id version title note validFrom from { name } to { name } } } } }';
    const { customer } = await r.ask(wang, asked, { id: r.idOf('Mine Ltd') });
    const nodes = customer.relationships.nodes.filter((one: { to: { name: string } }) => one.to.name === 'Mine Ltd');
    expect(nodes).toMatchObject([
      { title: null, note: null, from: { name: 'P*' } },
      { title: 'Buyer', note: null, from: { name: 'Own' } },
    ]);
    expect((await r.update(wang, nodes[0], { validFrom: '2020-01-01' })).userErrors).toMatchObject([
      { code: 'NOT_ALLOWED', field: ['id'] },
    ]);
    expect((await r.record(wang, 'Pool', 'CONTACT', 'Mine Ltd')).userErrors).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    expect((await r.update(wang, nodes[1], { title: 'Chief buyer' })).userErrors).toEqual([]);
    const viewer = app.ctxFor('VIEWER');
    const masked = await r.ask(viewer, asked, { id: r.idOf('Mine Ltd') });
    expect(masked.customer.relationships.nodes).toHaveLength(5);
    expect(masked.customer.relationships.nodes.every((one: { title: unknown }) => one.title === null)).toBe(true);
  });

  it('are not for those who do not write customers, nor for those who see none', async () => {
    const code = async (ctx: Ctx, query: string) =>
      (await app.execute(ctx, query, { id: r.idOf('Own'), to: r.idOf('Other Ltd') })).errors?.[0]?.extensions['code'];
    const create =
      'mutation ($id: ID!, $to: ID!) { relationshipCreate(input: { fromId: $id, toId: $to, type: CONTACT }) { userErrors { code } } }';
    for (const role of ['VIEWER', 'SUPPORT', 'AUDITOR'] as const)
      expect(await code(app.ctxFor(role), create)).toBe('FORBIDDEN');
    const walk = 'query ($id: ID!) { relationshipGraph(of: $id) { isCut } }';
    for (const role of ['ANALYST', 'SECURITY_ADMIN'] as const)
      expect(await code(app.ctxFor(role), walk)).toBe('FORBIDDEN');
  });
});

describe('many relationships', () => {
  it('take as many statements for a hundred customers and relationships as for one, at every level', async () => {
    const people = Array.from({ length: 30 }, (_, i) => `Person ${i}`);
    await r.add(['Big Ltd', ...people]);
    for (const [i, name] of people.entries()) {
      await r.record(steward, name, 'EMPLOYEE', 'Big Ltd');
      await r.record(steward, name, 'CONTACT', i % 2 ? 'Mine Ltd' : 'Other Ltd');
    }
    const costOf = async (ctx: Ctx, first: number) => {
      const before = app.services.db.statementCount();
      const level = (inner: string) =>
        `relationships(first: $first) { totalCount nodes { type title status to { name ${inner} } from { name ${inner} } } }`;
      await r.ask(ctx, `query ($id: ID!, $first: Int!) { customer(id: $id) { ${level(level(level('')))} } }`, {
        id: r.idOf('Big Ltd'),
        first,
      });
      return app.services.db.statementCount() - before;
    };
    // The customer, then customers, pages and counts of each level; levels of rights where they differ by customer.
    // What a process reads once and keeps is read before.
    await costOf(steward, 1);
    expect([await costOf(steward, 30), await costOf(steward, 10)]).toEqual([10, 10]);
    const manager = contextAs(app, 'MANAGER', LI, { teamMembers: [WANG] });
    expect([await costOf(manager, 30), await costOf(manager, 10)]).toEqual([13, 13]);
  });

  it('are paged without a gap, and a graph of too many says that it is cut', async () => {
    const asked = `query ($id: ID!, $after: String) { customer(id: $id) { relationships(first: 7, after: $after) {
      totalCount nodes { from { name } } pageInfo { hasNextPage endCursor } } } }`;
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { customer } = await r.ask(steward, asked, { id: r.idOf('Big Ltd'), after });
      const { nodes, pageInfo, totalCount } = customer.relationships;
      expect(totalCount).toBe(30);
      names.push(...nodes.map((one: { from: { name: string } }) => one.from.name));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(names).toEqual(Array.from({ length: 30 }, (_, i) => `Person ${29 - i}`));
    const { id } = { id: r.keyOf('Big Ltd') };
    await app.services.db.ids.ensure(1_000);
    await app.services.db.transaction(async (trx) => {
      const one = await trx
        .selectFrom('relationship')
        .selectAll()
        .where('to_customer_id', '=', id)
        .executeTakeFirstOrThrow();
      const person = await trx
        .selectFrom('customer')
        .selectAll()
        .where('id', '=', r.keyOf('Person 0'))
        .executeTakeFirstOrThrow();
      for (let i = 0; i < 250; i++) {
        const key = app.services.db.ids.take();
        await trx
          .insertInto('customer')
          .values({ ...person, id: key, number: `X${key}`, name: `Crowd ${i}` })
          .execute();
        const edge = { id: app.services.db.ids.take(), from_customer_id: key, from_subject_id: key };
        await trx
          .insertInto('relationship')
          .values({ ...one, ...edge })
          .execute();
      }
    });
    const cut = await graph(steward, 'Big Ltd', 1);
    expect([cut.isCut, cut.nodes.length, cut.edges.length]).toEqual([true, 200, 199]);
    expect(cut.nodes[0]).toEqual({ distance: 0, customer: { name: 'Big Ltd' } });
    for (const depth of [0, 13])
      await expect(graph(steward, 'Big Ltd', depth)).rejects.toThrow('depth must be between');
  });
});
