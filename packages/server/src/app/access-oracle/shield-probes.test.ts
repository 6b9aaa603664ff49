import { BUILT_IN_POLICY, type Policy } from '@dossier/shared/access';
import { getNullableType, isAbstractType, isObjectType, isUnionType, parse, subscribe } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exposureOf, isAboutCustomers } from '../../platform/graphql/exposure.ts';
import { bareSchema, buildSchema } from '../schema.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';
import { actingAs, isRefused } from './server-under-test.fixture.ts';
import { createWorld, type Someone, type World } from './world.fixture.ts';

/* The ways round rules that are known of the libraries underneath, tried on the real schema. */

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await createTestApp();
  world = await createWorld(app);
});
afterAll(async () => await app.close());

function person(relation: Someone['relation']): Someone {
  const found = world.everyone.find((one) => one.relation === relation && one.kind === 'PERSON');
  if (!found) throw new Error(`nobody is ${relation}`);
  return found;
}

describe('a way round the rules', () => {
  it('over an interface: fields of the object are masked there as elsewhere, and strangers do not exist', async () => {
    const query =
      'query ($id: ID!) { node(id: $id) { __typename ... on Customer { name gender primaryPhone { value } } } }';
    const { node } = await app.data(actingAs(app, ['VIEWER']), query, { id: person('stranger').id });
    expect(node).toMatchObject({ name: '王*', gender: null, primaryPhone: { value: expect.stringContaining('****') } });
    expect(await app.data(actingAs(app, ['SALES']), query, { id: person('stranger').id })).toEqual({ node: null });
  });

  it('by a rule that throws: nothing is answered', async () => {
    const ctx = actingAs(app, ['SALES']);
    const permissions = new Proxy(new Set(ctx.actor.permissions), {
      get: () => {
        throw new Error('the database is away');
      },
    });
    const broken = { ...ctx, actor: { ...ctx.actor, permissions } };
    const { data, errors } = await app.execute(broken, '{ tags { name } }');
    expect(data ?? null).toBeNull();
    expect(errors).toHaveLength(1);
  });

  it('by aliases of one field with other ids: each is decided by itself', async () => {
    const query = `{ a: customer(id: "${person('own').id}") { name } b: customer(id: "${person('stranger').id}") { name }
      c: customer(id: "${person('pool').id}") { name } d: customer(id: "${person('own').id}") { name } }`;
    const own = { name: person('own').name };
    expect(await app.data(actingAs(app, ['SALES']), query)).toEqual({ a: own, b: null, c: { name: '王*' }, d: own });
  });

  it('by fragments, nested and unused in order: the whole operation is looked at', async () => {
    const query = `query ($skip: Boolean!) { ...A } fragment A on Query { ...B }
      fragment B on Query { customers(sort: { field: NAME }) @skip(if: $skip) { nodes { id } } }`;
    for (const skip of [true, false])
      expect(isRefused(await app.execute(actingAs(app, ['VIEWER']), query, { skip }))).toBe(true);
  });

  it('by a variable inside of an object inside of a list', async () => {
    const query = `query ($four: String) { customers(filter: { or: [{ not: { phone: { lastFour: $four } } }] }) { totalCount } }`;
    expect(isRefused(await app.execute(actingAs(app, ['VIEWER']), query, { four: '8000' }))).toBe(true);
  });

  it('by a subscription: whoever may not follow opens no source', async () => {
    const schema = buildSchema();
    for (const field of ['importChanged', 'exportChanged']) {
      const before = app.services.db.statementCount();
      const document = parse(`subscription { ${field}(id: "${world.importId}") { id state } }`);
      const answer = await subscribe({ schema, document, contextValue: actingAs(app, ['SALES']) });
      expect([field, 'errors' in answer]).toEqual([field, true]);
      expect(app.services.db.statementCount()).toBe(before);
    }
  });

  it('by the answer of a mutation: it does not happen when its answer may not be seen', async () => {
    const { SALES } = BUILT_IN_POLICY.roles;
    if (!SALES) throw new Error('nobody sells');
    const blind: Policy = {
      ...BUILT_IN_POLICY,
      roles: { ...BUILT_IN_POLICY.roles, SALES: { ...SALES, grants: { ...SALES.grants, PERSONAL: {} } } },
    };
    const query = 'query ($id: ID!) { customer(id: $id) { grade version } }';
    const before = (await app.data(app.ctxFor('DATA_STEWARD'), query, { id: person('own').id })).customer;
    const document = `mutation ($id: ID!, $version: String!) {
      customerUpdate(id: $id, version: $version, input: { grade: "C" }) { customer { name } } }`;
    const variables = { id: person('own').id, version: before.version };
    expect(isRefused(await app.execute(actingAs(app, ['SALES'], blind), document, variables))).toBe(true);
    expect((await app.data(app.ctxFor('DATA_STEWARD'), query, { id: person('own').id })).customer).toEqual(before);
  });

  it('by a field that may not be null: what can be withheld is nullable, so that nothing above it is lost', () => {
    const wrong = Object.values(bareSchema.getTypeMap()).flatMap((type) =>
      isObjectType(type) && isAboutCustomers(type) && !type.name.startsWith('__')
        ? Object.values(type.getFields())
            .filter((field) => ['PERSONAL', 'SENSITIVE'].includes(exposureOf(field)?.dataClass ?? 'SENSITIVE'))
            .filter((field) => getNullableType(field.type) !== field.type)
            .map((field) => `${type.name}.${field.name}`)
        : [],
    );
    expect(wrong).toEqual([]);
  });

  it('by a type of several kinds: there is one interface, and no union', () => {
    const types = Object.values(bareSchema.getTypeMap()).filter((type) => isAbstractType(type));
    expect(types.map(({ name }) => name)).toEqual(['Node']);
    expect(types.filter((type) => isUnionType(type))).toEqual([]);
  });

  it('by changing what was decided: a context is not written to by what is asked', async () => {
    const ctx = actingAs(app, ['VIEWER']);
    const frozen = { ...ctx, actor: Object.freeze({ ...ctx.actor, grants: Object.freeze({ ...ctx.actor.grants }) }) };
    const { customer } = await app.data(frozen, `{ customer(id: "${person('own').id}") { name } }`);
    expect(customer).toEqual({ name: '王*' });
  });
});
