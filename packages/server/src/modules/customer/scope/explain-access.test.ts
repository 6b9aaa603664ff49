import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../app/testing/test-app.ts';
import { createSalesWorld, LI, type Name, type SalesWorld } from '../../../app/testing/sales-world.ts';

let app: TestApp;
let ids: SalesWorld['ids'];
beforeAll(async () => {
  ({ app, ids } = await createSalesWorld());
});
afterAll(async () => await app.close());

describe('explaining', () => {
  const EXPLAIN = `query ($userId: ID!, $coordinate: String!, $capability: Capability!, $customerId: ID) {
    explainAccess(userId: $userId, coordinate: $coordinate, capability: $capability, customerId: $customerId) {
      decision dataClass rules } }`;
  // Li of the table of users, with the role SALES that stands there.
  const explain = async (coordinate: string, capability: string, name?: Name) => {
    const variables = { userId: app.services.publicIds.encode('usr', LI), coordinate, capability };
    const customerId = name && ids[name];
    return (await app.data(app.ctxFor('AUDITOR'), EXPLAIN, { ...variables, customerId })).explainAccess;
  };

  it.each<[string, string, Name | undefined, string, string[]]>([
    ['Customer.name', 'READ_FULL', '钱二', 'FULL', ['SALES/PERSONAL/READ_FULL/OWN']],
    ['Customer.name', 'READ_FULL', '赵一', 'FULL', ['SALES/PERSONAL/READ_FULL/SHARED']],
    ['Customer.name', 'READ_FULL', '孙三', 'MASKED', ['SALES/PERSONAL/READ_MASKED/POOL']],
    ['Customer.name', 'READ_FULL', '周四', 'NO_SUCH_CUSTOMER', []],
    ['CustomerFilter.phone', 'FILTER_EQ', '孙三', 'HIDDEN', []],
    ['Customer.number', 'EXPORT', '钱二', 'REFUSED', []],
    // Li sees the pool too, masked: an order by name would tell of those names.
    ['CustomerSortField.NAME', 'SORT', '钱二', 'REFUSED', ['SALES/PERSONAL/SORT/OWN']],
    ['CustomerSortField.NAME', 'SORT', undefined, 'REFUSED', ['SALES/PERSONAL/SORT/OWN', 'SALES/PERSONAL/SORT/SHARED']],
    ['Customer.id', 'EXPORT', '钱二', 'REFUSED', []],
    ['Customer.number', 'WRITE', undefined, 'DEPENDS', ['SALES/INTERNAL/WRITE/OWN', 'SALES/INTERNAL/WRITE/SHARED']],
  ])('%s %s of %s is %s', async (coordinate, capability, name, decision, rules) => {
    expect(await explain(coordinate, capability, name)).toMatchObject({ decision, rules });
  });

  it('says that it depends when no customer is named, and is for those who may read the policy', async () => {
    expect(await explain('Customer.name', 'READ_FULL')).toMatchObject({ decision: 'DEPENDS', dataClass: 'PERSONAL' });
    const { errors } = await app.execute(app.ctxFor('VIEWER'), EXPLAIN, {
      userId: app.services.publicIds.encode('usr', LI),
      coordinate: 'Customer.name',
      capability: 'READ_FULL',
    });
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});

describe('an overview', () => {
  const OVERVIEW = `query ($userId: ID!, $customerId: ID, $customerNumber: String) {
    accessOverview(userId: $userId, customerId: $customerId, customerNumber: $customerNumber) {
      exists classes { dataClass reading { decision } granted } } }`;
  const overview = async (of: { customerId?: string; customerNumber?: string }) => {
    const userId = app.services.publicIds.encode('usr', LI);
    const { accessOverview } = await app.data(app.ctxFor('AUDITOR'), OVERVIEW, { userId, ...of });
    return {
      exists: accessOverview.exists,
      ...Object.fromEntries(
        accessOverview.classes.map((one: { dataClass: string; reading: { decision: string }; granted: string[] }) => [
          one.dataClass,
          [one.reading.decision, ...one.granted].join(' '),
        ]),
      ),
    };
  };
  const TELL = 'FILTER_EQ FILTER_PREFIX FILTER_RANGE';

  it('says class by class what a seller sees of their own customer, and what of one of the pool', async () => {
    expect(await overview({ customerId: ids['钱二'] })).toEqual({
      exists: true,
      PUBLIC: `FULL WRITE ${TELL} SORT GROUP AGGREGATE SEARCH SUBSCRIBE`,
      INTERNAL: `FULL WRITE ${TELL} SORT GROUP AGGREGATE SEARCH SUBSCRIBE`,
      PERSONAL: `FULL WRITE ${TELL} GROUP AGGREGATE SEARCH SUBSCRIBE`,
      SENSITIVE: 'HIDDEN WRITE REVEAL',
    });
    expect(await overview({ customerId: ids['孙三'] })).toEqual({
      exists: true,
      PUBLIC: `FULL ${TELL} SORT GROUP AGGREGATE SEARCH SUBSCRIBE`,
      INTERNAL: `FULL ${TELL} SORT GROUP AGGREGATE SEARCH SUBSCRIBE`,
      PERSONAL: 'MASKED',
      SENSITIVE: 'HIDDEN',
    });
  });

  it('finds the customer by a number as the person would, and does not tell whether somebody else has it', async () => {
    const numberOf = async (name: Name) =>
      (
        await app.data(app.ctxFor('DATA_STEWARD'), 'query ($id: ID!) { customer(id: $id) { number } }', {
          id: ids[name],
        })
      ).customer.number as string;
    expect(await overview({ customerNumber: ` ${(await numberOf('钱二')).toLowerCase()} ` })).toMatchObject({
      exists: true,
      PERSONAL: expect.stringMatching(/^FULL/),
    });
    const nothing = { exists: false, PUBLIC: 'NO_SUCH_CUSTOMER', SENSITIVE: 'NO_SUCH_CUSTOMER' };
    expect(await overview({ customerNumber: await numberOf('周四') })).toMatchObject(nothing);
    expect(await overview({ customerNumber: 'C00000000000000' })).toMatchObject(nothing);
    // Whoever looks after the policy sees no customer, and is told the same.
    const variables = { userId: app.services.publicIds.encode('usr', LI), customerNumber: await numberOf('钱二') };
    const answer = await app.data(app.ctxFor('SECURITY_ADMIN'), OVERVIEW, variables);
    expect(answer.accessOverview.exists).toBe(true);
  });

  it('is the same number of statements however many grants there are', async () => {
    const count = async (of: object) => {
      const before = app.services.db.statementCount();
      await overview(of);
      return app.services.db.statementCount() - before;
    };
    // The person, the policy, its changes’ standing, and for a customer the scopes.
    expect((await count({ customerId: ids['钱二'] })) - (await count({}))).toBe(1);
  });
});
