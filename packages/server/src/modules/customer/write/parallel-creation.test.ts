import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { createCustomer } from './create-customer.ts';

describe('customers created side by side', () => {
  let app: TestApp;
  beforeAll(async () => void (app = await createTestApp()));
  afterAll(async () => await app.close());

  it('all get a key and a number, also those whose transaction runs again because the block of keys ran out', async () => {
    const ctx = app.ctxFor('STEWARD');
    await createCustomer(ctx, { kind: 'PERSON', name: '王伟' });
    // More keys than a block has: some transactions find it empty in the middle.
    const made = await Promise.all(
      Array.from({ length: 500 }, (_, n) => createCustomer(ctx, { kind: 'PERSON', name: `李${n}` })),
    );
    expect(new Set(made).size).toBe(500);
    const rows = await app.services.db.read.selectFrom('customer').select('number').execute();
    expect(new Set(rows.map(({ number }) => number)).size).toBe(501);
  });
});
