import { buildASTSchema, extendSchema, GraphQLSchema, parse, printSchema, validate } from 'graphql';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../../app/schema.ts';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { TEST_SETTINGS } from '../../../platform/testing/test-context.ts';
import { addCustomer, approvedApp, askAs, askToken, consent, secretOf, tokenOf } from '../partner.fixture.ts';
import { OFFERED_FIELDS } from './offered-fields.ts';
import { offeredIn, partnerSchema, printedSchema } from './partner-schema.ts';

const whole = buildSchema();

describe('the schema of an app', () => {
  const fields = ['Query.customers', 'Customer.id', 'Customer.primaryPhone', 'ContactPoint.value', 'Customer.owner'];
  const schema = partnerSchema(whole, fields);

  it('has what its terms name and nothing else', () => {
    const types = Object.values(schema.getTypeMap())
      .filter(({ name }) => !name.startsWith('__'))
      .map((type) => `${type.name}: ${'getFields' in type ? Object.keys(type.getFields()).join() : ''}`)
      .filter((line) => !/^(Partner|Disclosure|PageInfo|Purpose)/.test(line));
    expect(types.toSorted()).toEqual([
      'Boolean: ',
      'ContactPoint: value',
      'Customer: id,primaryPhone',
      'CustomerConnection: edges,nodes,pageInfo',
      'CustomerEdge: cursor,node',
      'DateTime: ',
      'ID: ',
      'Int: ',
      'LocalDate: ',
      'Query: customers,partnerSelf',
      'String: ',
    ]);
    const { customers } = schema.getQueryType()?.getFields() ?? {};
    expect(customers?.args.map(({ name }) => name).toSorted()).toEqual(['after', 'first']);
  });

  it('is not widened by anything that the product gets', () => {
    // The whole schema with a field, an argument and a root field more than before.
    const { Customer, Query } = whole.getTypeMap();
    if (!Customer || !Query) throw new Error('the product has customers');
    const grown = extendSchema(
      whole,
      parse('extend type Customer { bloodType: String } extend type Query { everything: [Customer!] }'),
    );
    expect(printedSchema(partnerSchema(grown, fields))).toBe(printedSchema(schema));
    const all = [...OFFERED_FIELDS.keys()];
    expect(printedSchema(partnerSchema(grown, all))).toBe(printedSchema(partnerSchema(whole, all)));
    // Not even for who names it: it has to be offered first.
    expect(printedSchema(partnerSchema(grown, [...fields, 'Customer.bloodType']))).toBe(printedSchema(schema));
  });

  it('is valid and can be read by any tool', () => {
    const everything = partnerSchema(whole, [...OFFERED_FIELDS.keys()]);
    const printed = printedSchema(everything);
    expect(printSchema(buildASTSchema(parse(printed)))).toBe(printed.trimEnd());
    expect(offeredIn(whole).map(({ coordinate }) => coordinate)).toEqual([...OFFERED_FIELDS.keys()]);
    expect(everything).toBeInstanceOf(GraphQLSchema);
    expect(printed).not.toMatch(/Identifier|totalCount|search:|filter:|sort:|mutation/i);
  });

  it('answers to what exists elsewhere as to what exists nowhere', () => {
    const say = (field: string) =>
      validate(schema, parse(`{ customers { nodes { ${field} } } }`)).map(({ message }) =>
        message.replaceAll(field, 'X').replace(/ Did you mean .*/, ''),
      );
    expect(say('birthDate')).toEqual(say('nothing'));
    expect(say('birthDate')).toEqual(['Cannot query field "X" on type "Customer".']);
  });
});

describe('what an app gets', () => {
  let app: TestApp;
  let server: FastifyInstance;
  let id: string;
  let token: string;
  let clock = Date.UTC(2026, 2, 5, 8, 30);
  const more = async (query: string, headers: object = {}) => (await askAs(server, token, query, headers)).json();
  beforeAll(async () => {
    // Settings that are read anew now and then would count among the statements.
    app = await createTestApp({ now: () => clock, settings: async () => TEST_SETTINGS });
    server = await app.http({ mode: 'production' });
    ({ id } = await approvedApp(app, 'Scopes', { purposes: ['MARKETING'], fields: [...OFFERED_FIELDS.keys()] }));
    token = await tokenOf(app, server, id);
  });
  afterAll(async () => await app.close());

  it('is of those who said yes to it, for what it is asked for', async () => {
    const { id: other } = await approvedApp(app, 'Other', { purposes: ['MARKETING', 'SALES'] });
    const secret = await secretOf(app, other);
    const otherToken = (await askToken(server, { client_id: other, client_secret: secret })).json().access_token;
    const [mine, others, sales, nobody] = await Promise.all(
      ['13800138001', '13800138002', '13800138003', '13800138004'].map(async (one) => await addCustomer(app, 'A', one)),
    );
    if (!mine || !others || !sales || !nobody) throw new Error('four customers');
    await consent(app, mine.key, id, ['ALL']);
    await consent(app, others.key, other, ['ALL']);
    await consent(app, sales.key, other, ['ALL'], 'SALES');
    const LIST = '{ customers { nodes { id } } }';
    expect((await more(LIST)).data.customers.nodes).toEqual([{ id: mine.id }]);
    const of = async (purpose: string) =>
      (await askAs(server, otherToken, LIST, { 'x-purpose': purpose })).json().data.customers.nodes;
    expect(await of('MARKETING')).toEqual([{ id: others.id }]);
    expect(await of('SALES')).toEqual([{ id: sales.id }]);
    for (const headers of [{}, { 'x-purpose': 'LEGAL' }, { 'x-purpose': 'sales' }]) {
      const refused = await askAs(server, otherToken, LIST, headers);
      expect([refused.statusCode, refused.json().errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    }
    expect((await more(LIST, { 'x-purpose': 'SALES' })).errors[0].extensions.code).toBe('BAD_USER_INPUT');
    // Archived: gone for apps. Back: there again.
    for (const [status, left] of [
      ['ARCHIVED', []],
      ['WITHDRAWN', []],
      ['ACTIVE', [{ id: mine.id }]],
    ] as const) {
      await app.services.db.transaction(
        async (trx) => await trx.updateTable('customer').set({ status }).where('id', '=', mine.key).execute(),
      );
      expect((await more(LIST)).data.customers.nodes).toEqual(left);
      expect((await more(`{ customer(id: "${mine.id}") { id } }`)).data.customer).toEqual(left[0] ?? null);
    }
    await consent(app, mine.key, id, 'WITHDRAWN');
    expect((await more(LIST)).data.customers.nodes).toEqual([]);
  });

  it('is the fields that each said yes to, by every way, in as many statements for one as for many', async () => {
    const people = await Promise.all(
      Array.from({ length: 6 }, async (_, n) => await addCustomer(app, `客户${n}`, `1390013900${n}`)),
    );
    for (const { key } of people) await consent(app, key, id, ['NAME', 'EMAIL']);
    const query = `query { customers(first: 10) { edges { node { ...C } } nodes { ...C } } }
      fragment C on Customer { called: name number stage gender primaryPhone { display } primaryEmail { value }
        contactPoints { value } addresses { text } tags { name } }`;
    const before = app.services.db.statementCount();
    const { data, extensions } = await more(query);
    const first = app.services.db.statementCount() - before;
    const shown = {
      called: '客户5',
      number: expect.any(String),
      stage: null,
      gender: null,
      primaryPhone: null,
      primaryEmail: null,
      contactPoints: null,
      addresses: null,
      tags: null,
    };
    expect(data.customers.nodes[0]).toEqual(shown);
    expect(data.customers.edges[0].node).toEqual(shown);
    expect(extensions.withheld.map(({ path, rule }: { path: string; rule: string }) => `${path} ${rule}`)).toContain(
      'customers.nodes.tags consent/MARKETING/TAGS',
    );
    // What was agreed to and is empty is no secret.
    expect(extensions.withheld.some(({ path }: { path: string }) => path.endsWith('primaryEmail'))).toBe(false);
    for (const { key } of people.slice(1)) await consent(app, key, id, 'WITHDRAWN');
    const then = app.services.db.statementCount();
    expect((await more(query)).data.customers.nodes).toHaveLength(1);
    expect(app.services.db.statementCount() - then).toBeLessThanOrEqual(first);
  });

  it('tells nothing of what it is not: whatever is hidden may be otherwise', async () => {
    const seen = await addCustomer(app, '看见', '13300133000');
    const hidden = await addCustomer(app, '藏', '13300133001');
    await consent(app, seen.key, id, ['NAME']);
    const list =
      'customers(first: 2) { nodes { ...C } edges { node { id } } pageInfo { hasNextPage hasPreviousPage } }';
    const queries = [
      `{ ${list} }`,
      `{ customer(id: "${hidden.id}") { ...C } }`,
      `{ customer(id: "${seen.id}") { ...C } customer2: customer(id: "cus_1") { id } }`,
    ].map((one) => `${one} fragment C on Customer { id name gender stage note primaryPhone { value } tags { id } }`);
    const observe = async () => {
      const before = app.services.db.statementCount();
      const answers = [];
      for (const query of queries) {
        const { data, extensions } = await more(query);
        answers.push({ data, withheld: extensions.withheld, cost: extensions.cost.requested });
      }
      return { answers, statements: app.services.db.statementCount() - before };
    };
    // What this process still has to look up comes first.
    await observe();
    const one = await observe();
    const ctx = app.ctxFor('ADMIN');
    await ctx.db.transaction(async (trx) => {
      for (const { key } of [seen, hidden])
        await trx
          .updateTable('customer')
          .set({ gender: 'FEMALE', stage: 'LOST', note: 'secret', birth_date: '1990-01-01' })
          .where('id', '=', key)
          .execute();
      await trx.deleteFrom('contact_point').where('customer_id', '=', seen.key).execute();
      await trx.updateTable('customer').set({ name: '别人' }).where('id', '=', hidden.key).execute();
    });
    await consent(app, hidden.key, id, ['ALL'], 'SALES');
    for (let n = 0; n < 3; n++) await addCustomer(app, '多', `1330013301${n}`);
    expect(await observe()).toEqual(one);
  });

  it('is nothing when it cannot be written down', async () => {
    const customer = await addCustomer(app, '丢', '13700137000');
    await consent(app, customer.key, id, ['ALL']);
    const { db } = app.services;
    const failing = await app.http(
      { mode: 'production' },
      { ...app.services, db: { ...db, append: async () => await Promise.reject(new Error('no disk')) } },
    );
    const answer = await askAs(failing, token, `{ customer(id: "${customer.id}") { name } }`);
    expect([answer.statusCode, answer.body.includes('丢')]).toEqual([500, false]);
  });

  it('can be introspected by the app, with its own view of itself', async () => {
    const { data } = await more('{ __schema { queryType { fields { name } } } }');
    expect(data.__schema.queryType.fields.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      'customer',
      'customers',
      'partnerSelf',
    ]);
    const self = await more(`{ partnerSelf { name purposes contractTo credentialsEndAt budget { burst perDay }
      usage(days: 2) { day operations } disclosures(first: 1) { nodes { fields purpose } pageInfo { hasNextPage } } } }`);
    expect(self.data.partnerSelf).toMatchObject({
      name: 'Scopes',
      purposes: ['MARKETING'],
      contractTo: '2099-12-31',
      credentialsEndAt: [expect.any(String)],
      budget: { burst: 10_000, perDay: 100_000 },
      usage: [{ day: '2026-03-05', operations: expect.any(Number) }],
      disclosures: { nodes: [{ purpose: 'MARKETING' }], pageInfo: { hasNextPage: true } },
    });
    for (const unknown of ['mutation { signOut { done } }', 'subscription { jobChanged { id } }']) {
      const refused = await askAs(server, token, unknown);
      expect([refused.statusCode, refused.json().errors[0].extensions.code]).toEqual([
        400,
        'GRAPHQL_VALIDATION_FAILED',
      ]);
    }
  });

  it('ends with the consent', async () => {
    const { key, id: customer } = await addCustomer(app, '到期', '13600136000');
    const ctx = app.ctxFor('ADMIN');
    await consent(app, key, id, ['ALL']);
    await app.services.db.transaction(
      async (trx) =>
        await trx
          .updateTable('consent_current')
          .set({ expires_at: ctx.now() + 1 })
          .where('customer_id', '=', key)
          .execute(),
    );
    const query = `{ customer(id: "${customer}") { name } }`;
    expect((await more(query)).data.customer).toEqual({ name: '到期' });
    clock += 1;
    expect((await more(query)).data.customer).toBe(null);
  });
});
