import type { GrantedRole } from '@dossier/shared/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../../platform/context/context.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { filterCases } from './filters.fixture.ts';
import { HELD, opinionOn } from './oracle.ts';
import { rootRuns } from './roots.ts';
import { actingAs, isRefused } from './server-under-test.fixture.ts';
import { createWorld, type Someone, type World } from './world.fixture.ts';

/* Whom of the world each way to ask finds, for every role that sees customers and for some people with several. */

const SEEING: readonly (readonly GrantedRole[])[] = [
  ...HELD.filter((role) => opinionOn([role]).visible().size > 0).map((role) => [role]),
  ['SALES', 'VIEWER'],
  ['SUPPORT', 'BREAK_GLASS'],
  ['SUPPORT', 'AUDITOR'],
  ['MANAGER', 'PRIVACY_OFFICER'],
];

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(async () => await app.close());

const LIST = `query ($filter: CustomerFilter, $search: String) {
  customers(first: 100, filter: $filter, search: $search) { totalCount nodes { id } } }`;

/** Names whoever a list finds by relation and kind. */
async function found(ctx: Ctx, variables: object): Promise<string[] | 'REFUSED'> {
  const answer = await app.execute(ctx, LIST, { ...variables });
  if (isRefused(answer)) return 'REFUSED';
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  // Written by GraphQL after the document above.
  const { customers } = answer.data as { customers: { totalCount: number; nodes: { id: string }[] } };
  expect(customers.totalCount).toBe(customers.nodes.length);
  const ids = new Set(customers.nodes.map(({ id }) => id));
  return world.everyone.filter(({ id }) => ids.has(id)).map(nameOf);
}
const nameOf = ({ relation, kind }: Someone) => `${relation} ${kind}`;
const persons = () => world.everyone.filter(({ kind }) => kind === 'PERSON');

describe('whom is found', () => {
  it('by each filter: those who exist for the actor, meet it, and may be filtered by it', async () => {
    const cases = filterCases(world);
    const system = systemContext(app.services);
    const wrong: unknown[] = [];
    let cells = 0;
    for (const { name, dataClass, takes, filter } of cases) {
      const all = await found(system, { filter });
      if (all === 'REFUSED' || all.length === 0) throw new Error(`${name} finds nobody`);
      for (const roles of SEEING) {
        const may = opinionOn(roles).reach(dataClass, takes);
        const there = opinionOn(roles).visible();
        const expected = world.everyone
          .filter((one) => all.includes(nameOf(one)) && there.has(one.relation) && may.has(one.relation))
          .map(nameOf);
        const is = await found(actingAs(app, roles), { filter });
        cells += world.everyone.length;
        const shouldBe = may.size === 0 ? 'REFUSED' : expected;
        if (JSON.stringify(is) !== JSON.stringify(shouldBe)) wrong.push([roles.join('+'), name, { is, shouldBe }]);
      }
    }
    console.log(`${cells} cells of ${cases.length} filters`);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['name', 'PERSONAL', (one: Someone) => one.name],
    ['phone', 'PERSONAL', (one: Someone) => one.phone],
    ['e-mail address', 'PERSONAL', (one: Someone) => one.email],
    ['number', 'INTERNAL', (one: Someone) => one.number],
    ['external id', 'INTERNAL', (one: Someone) => one.externalId],
  ] as const)('by a search for the %s', async (_what, dataClass, textOf) => {
    for (const roles of SEEING)
      for (const one of persons()) {
        const isFound =
          opinionOn(roles).visible().has(one.relation) && opinionOn(roles).reach(dataClass, 'SEARCH').has(one.relation);
        expect([roles, one.relation, await found(actingAs(app, roles), { search: textOf(one) })]).toEqual([
          roles,
          one.relation,
          isFound ? [nameOf(one)] : [],
        ]);
      }
  });

  it('by id, by number, as a node, behind an order: those who exist for the actor', async () => {
    const query = `query ($id: ID!, $number: String!, $order: StringFilter) {
      customer(id: $id) { id } node(id: $id) { id }
      customerByNumber(number: $number) { verdict customer { id } successorNumber suggestions }
      orders(filter: { number: $order }) { totalCount nodes { customer { id } } } }`;
    for (const roles of SEEING)
      for (const { id, number, relation, orderNumber } of world.everyone) {
        const is = await app.data(actingAs(app, roles), query, { id, number, order: { eq: orderNumber } });
        const there = opinionOn(roles).visible().has(relation) ? { id } : null;
        expect([roles, relation, is]).toEqual([
          roles,
          relation,
          {
            customer: there,
            node: there,
            customerByNumber: {
              verdict: there ? 'FOUND' : 'UNKNOWN',
              customer: there,
              successorNumber: null,
              suggestions: [],
            },
            orders: { totalCount: there ? 1 : 0, nodes: there ? [{ customer: there }] : [] },
          },
        ]);
      }
  });

  it('by a slip in the number: no numbers of those who do not exist for the actor', async () => {
    const query = 'query ($number: String!) { customerByNumber(number: $number) { verdict suggestions } }';
    for (const roles of SEEING)
      for (const { number, relation } of persons()) {
        // The fourth digit of the sequence: no customer has it otherwise.
        const slip = `${number.slice(0, 6)}${(Number(number.charAt(6)) + 1) % 10}${number.slice(7)}`;
        const { customerByNumber } = await app.data(actingAs(app, roles), query, { number: slip });
        const isSuggested = customerByNumber.suggestions.includes(number);
        expect([roles, relation, customerByNumber.verdict, isSuggested]).toEqual([
          roles,
          relation,
          'MISTYPED',
          opinionOn(roles).visible().has(relation),
        ]);
      }
  });

  it('as a duplicate: those who exist for the actor and may be filtered by what they have in common', async () => {
    const query =
      'query ($input: CustomerDuplicateCheckInput!) { customerDuplicates(input: $input) { customer { id } } }';
    for (const roles of SEEING) {
      const may = opinionOn(roles).reach('PERSONAL', 'FILTER_EQ');
      for (const one of persons()) {
        const answer = await app.execute(actingAs(app, roles), query, { input: { phones: [one.phone] } });
        const is = isRefused(answer) ? 'REFUSED' : JSON.parse(JSON.stringify(answer.data)).customerDuplicates;
        const isFound = may.has(one.relation) && opinionOn(roles).visible().has(one.relation);
        expect([roles, one.relation, is]).toEqual([
          roles,
          one.relation,
          may.size === 0 ? 'REFUSED' : isFound ? [{ customer: { id: one.id } }] : [],
        ]);
      }
    }
  });

  it('by a document: those who exist for the actor and may be looked up', async () => {
    const query =
      'query ($input: CustomerDuplicateCheckInput!) { customerDuplicates(input: $input) { customer { id } } }';
    for (const roles of SEEING) {
      const may = opinionOn(roles).reach('SENSITIVE', 'LOOK_UP');
      for (const one of persons()) {
        const input = { identifiers: [{ type: 'MEMBER_ID', value: one.document }] };
        const answer = await app.execute(actingAs(app, roles), query, { input });
        const is = isRefused(answer) ? 'REFUSED' : JSON.parse(JSON.stringify(answer.data)).customerDuplicates;
        expect([roles, one.relation, is]).toEqual([
          roles,
          one.relation,
          may.size === 0 ? 'REFUSED' : may.has(one.relation) ? [{ customer: { id: one.id } }] : [],
        ]);
      }
    }
  });
});

describe('who is counted', () => {
  it.each([
    ['KIND', 'INTERNAL'],
    ['STAGE', 'INTERNAL'],
    ['PROVINCE', 'INTERNAL'],
    ['INDUSTRY', 'PUBLIC'],
    ['OWNER', 'INTERNAL'],
    ['TAG', 'INTERNAL'],
    ['SOURCE', 'INTERNAL'],
    ['CREATED_MONTH', 'INTERNAL'],
    ['GENDER', 'PERSONAL'],
    ['AGE_BAND', 'PERSONAL'],
  ] as const)('by %s: those whose value one may count by', async (by, dataClass) => {
    for (const roles of SEEING.filter((some) => rootRuns(some, 'customerGroups'))) {
      const answer = await app.execute(actingAs(app, roles), `{ customerGroups(by: ${by}) { key count } }`);
      const may = opinionOn(roles).reach(dataClass, 'GROUP');
      if (may.size === 0) {
        expect([roles, isRefused(answer)]).toEqual([roles, true]);
        continue;
      }
      const { customerGroups } = JSON.parse(JSON.stringify(answer.data)) as { customerGroups: { count: number }[] };
      const counted = world.everyone.filter(
        ({ relation }) => may.has(relation) && opinionOn(roles).visible().has(relation),
      ).length;
      // Everybody is known from two sources: the one that made them, and the file.
      const times = by === 'SOURCE' ? 2 : 1;
      expect([roles, customerGroups.reduce((sum, { count }) => sum + count, 0)]).toEqual([roles, counted * times]);
    }
  });

  it('in the figures of data quality: those who exist for the actor, each with their own', async () => {
    for (const roles of SEEING.filter((some) => rootRuns(some, 'customerGroups'))) {
      const { dataQuality } = await app.data(actingAs(app, roles), '{ dataQuality { total fields { total } } }');
      const there = world.everyone.filter(({ relation }) => opinionOn(roles).visible().has(relation)).length;
      expect([roles, dataQuality.total]).toEqual([roles, there]);
    }
  });

  it('for an analyst: all, rounded to five, in groups of ten and more', async () => {
    const analyst = actingAs(app, ['ANALYST']);
    const { stages, kinds, dataQuality } = await app.data(
      analyst,
      '{ stages: customerGroups(by: STAGE) { key count } kinds: customerGroups(by: KIND) { key count } dataQuality { total } }',
    );
    expect([stages, kinds, dataQuality.total]).toEqual([[{ key: 'LEAD', count: 20 }], [], 20]);
  });

  it('for an analyst who sees some customers, too: figures about the others are no more exact for that', async () => {
    const both = actingAs(app, ['SALES', 'ANALYST']);
    const { groups, dataQuality, tags } = await app.data(
      both,
      '{ groups: customerGroups(by: OWNER) { count } dataQuality { total } tags { customerCount } }',
    );
    // Ten are of one person; of everybody else there are fewer.
    expect([groups, dataQuality.total, tags]).toEqual([[{ count: 10 }], 20, [{ customerCount: null }]]);
    // An auditor sees all of them, one by one.
    const auditor = actingAs(app, ['AUDITOR', 'ANALYST']);
    expect((await app.data(auditor, '{ dataQuality { total } }')).dataQuality.total).toBe(18);
  });

  it('beside tags, sources and products: only for whoever may count all', async () => {
    for (const roles of SEEING) {
      const { tags, sources } = await app.data(
        actingAs(app, roles),
        '{ tags { customerCount } sources { customerCount } }',
      );
      const all = opinionOn(roles).reach('INTERNAL', 'AGGREGATE').size === 9 ? world.everyone.length : null;
      expect([roles, tags, sources.slice(-2)]).toEqual([
        roles,
        [{ customerCount: all }],
        [{ customerCount: all }, { customerCount: all }],
      ]);
    }
  });

  it('beside a product: only orders of those who exist for the actor', async () => {
    for (const roles of SEEING) {
      const { products } = await app.data(actingAs(app, roles), '{ products { nodes { code orderLineCount } } }');
      const there = world.everyone.filter(({ relation }) => opinionOn(roles).visible().has(relation)).length;
      const seen = products.nodes.map(({ orderLineCount }: { orderLineCount: number | null }) => orderLineCount ?? 0);
      for (const count of seen) expect([roles, count <= there]).toEqual([roles, true]);
    }
  });
});
