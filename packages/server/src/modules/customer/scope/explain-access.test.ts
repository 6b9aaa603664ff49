import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../../app/testing/test-app.ts';
import { createSalesWorld, LI, type Name, type SalesWorld } from './sales-world.fixture.ts';

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
    ['CustomerSortField.NAME', 'SORT', undefined, 'FULL', ['SALES/PERSONAL/SORT/OWN', 'SALES/PERSONAL/SORT/SHARED']],
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
