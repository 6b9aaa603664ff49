import type { KyselyPlugin } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { dataQuality } from './data-quality.ts';

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

it('shows what was counted before while a long count goes on', async () => {
  const empty = await createTestApp();
  try {
    const { services } = empty;
    let counted = 0;
    const slowly: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        await sleep(100);
        counted++;
        return result;
      },
    };
    const db = { ...services.db, heavy: services.db.heavy.withPlugin(slowly) };
    const ctx = systemContext({ ...services, db });
    expect((await dataQuality(ctx)).total).toBe(0);
    const created = await empty.data(
      empty.ctxFor('ADMIN'),
      'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { userErrors { code } } }',
      { input: { kind: 'PERSON', name: '贾探春' } },
    );
    expect(created.customerCreate.userErrors).toEqual([]);
    const before = counted;
    expect((await dataQuality(ctx)).total).toBe(0);
    expect(counted).toBe(before);
    await expect.poll(async () => (await dataQuality(ctx)).total, { timeout: 10_000 }).toBe(1);
  } finally {
    await empty.close();
  }
});
