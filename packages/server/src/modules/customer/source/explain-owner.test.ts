import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

it('names an owner wherever a source said so, and never by a key of the database', async () => {
  const admin = app.ctxFor('ADMIN');
  const { userInvite } = await app.data(
    { ...admin, client: { ...admin.client, baseUrl: 'http://localhost' } },
    'mutation ($input: UserInviteInput!) { userInvite(input: $input) { user { id } userErrors { code } } }',
    { input: { email: 'he@acme.example', name: '何佳怡', roles: ['DATA_STEWARD'] } },
  );
  const { customerCreate } = await app.data(
    admin,
    'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { customer { id } userErrors { code } } }',
    { input: { kind: 'PERSON', name: '张涵', ownerId: userInvite.user.id } },
  );
  const { customer } = await app.data(
    admin,
    `query ($id: ID!) { customer(id: $id) {
      facts(fields: [OWNER]) { chosen { value raw } }
      sourceRecords { fields { field value raw } }
    } }`,
    { id: customerCreate.customer.id },
  );
  const named = { value: '何佳怡', raw: '何佳怡' };
  expect(customer.facts).toEqual([{ chosen: named }]);
  expect(customer.sourceRecords[0].fields).toContainEqual({ field: 'OWNER', ...named });
});
