import type { KyselyPlugin } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../app/testing/test-app.ts';
import { systemContext } from '../../platform/testing/test-context.ts';
import { dataQuality } from './data-quality.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

const CREATE = 'mutation ($input: CustomerCreateInput!) { customerCreate(input: $input) { userErrors { code } } }';

async function total(): Promise<number> {
  const { dataQuality } = await app.data(app.ctxFor('VIEWER'), '{ dataQuality { total } }');
  return dataQuality.total;
}

it('counts the first customer soon after it came', async () => {
  expect(await total()).toBe(0);
  const { customerCreate } = await app.data(app.ctxFor('ADMIN'), CREATE, { input: { kind: 'PERSON', name: '史湘云' } });
  expect(customerCreate.userErrors).toEqual([]);
  await expect.poll(total, { timeout: 10_000 }).toBe(1);
});

it('shows what was counted before while a long count goes on, but never that there is nobody', async () => {
  const empty = await createTestApp();
  let now = performance.now();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  try {
    const { services } = empty;
    let counted = 0;
    const slowly: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        await sleep(50);
        now += 100;
        counted++;
        return result;
      },
    };
    const db = { ...services.db, heavy: services.db.heavy.withPlugin(slowly) };
    const ctx = systemContext({ ...services, db });
    const shown = async () => (await dataQuality(ctx)).total;
    const create = async (name: string) => {
      const { customerCreate } = await empty.data(empty.ctxFor('ADMIN'), CREATE, { input: { kind: 'PERSON', name } });
      expect(customerCreate.userErrors).toEqual([]);
    };
    expect(await shown()).toBe(0);
    await create('贾探春');
    expect(await shown()).toBe(1);
    await create('贾惜春');
    now += 60_000;
    const before = counted;
    expect(await shown()).toBe(1);
    expect(counted).toBe(before);
    await expect.poll(shown, { timeout: 10_000 }).toBe(2);
  } finally {
    clock.mockRestore();
    await empty.close();
  }
});
