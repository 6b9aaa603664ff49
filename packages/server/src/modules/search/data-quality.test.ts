import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

async function total(): Promise<number> {
  const { dataQuality } = await app.data(app.ctxFor('VIEWER'), '{ dataQuality { total } }');
  return dataQuality.total;
}

it('counts the first customer soon after it came', async () => {
  expect(await total()).toBe(0);
  const { customerCreate } = await app.data(
    app.ctxFor('ADMIN'),
    'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { userErrors { code } } }',
    { input: { kind: 'PERSON', name: '史湘云' } },
  );
  expect(customerCreate.userErrors).toEqual([]);
  await expect.poll(total, { timeout: 10_000 }).toBe(1);
});
