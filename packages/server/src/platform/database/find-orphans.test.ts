import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { findOrphans } from './find-orphans.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

it('finds rows that point at missing ones, and knows what every column points at', async () => {
  expect(await findOrphans(test.db)).toEqual([]);
  const contact = { customer_id: 900, id: 1, subject_id: 900, record_id: 0, source_id: 0, type: 'PHONE' };
  await test.db.transaction(async (trx) => {
    const tokens = [900, 901].map((customer_id) => ({ token: '李', customer_id }));
    await trx.insertInto('search_token').values(tokens).execute();
    await trx.insertInto('contact_point').values(contact).execute();
  });
  expect(await findOrphans(test.db)).toEqual([
    { table: 'contact_point', column: 'customer_id', count: 1, example: 900 },
    { table: 'search_token', column: 'customer_id', count: 2, example: 900 },
  ]);
});

it('misses nobody in ledgers who was erased, and everybody else', async () => {
  const decision = {
    purpose: 'SALES',
    recipient_id: 0,
    subject_id: 0,
    entry_id: 0,
    field_set_id: 0,
    basis: 'CONSENT',
    decided_at: 1,
  };
  const erasure = { number: 'C1', state: 'DONE', reason: 'asked', requested_by: 0, requested_at: 1, due_at: 1 };
  await test.db.transaction(async (trx) => {
    for (const table of ['search_token', 'contact_point'] as const) await trx.deleteFrom(table).execute();
    const ledger = [910, 911, 912].map((customer_id) => ({ ...decision, customer_id, decision: 'GRANTED' }));
    await trx.insertInto('consent_current').values(ledger).execute();
    await trx
      .insertInto('erasure')
      .values([
        { ...erasure, id: 1, customer_key: 910 },
        { ...erasure, id: 2, customer_key: 911, state: 'CANCELLED' },
      ])
      .execute();
    // No ledger: a row that was left behind is found.
    await trx.insertInto('search_token').values({ token: '李', customer_id: 910 }).execute();
  });
  expect(await findOrphans(test.db)).toEqual([
    { table: 'consent_current', column: 'customer_id', count: 2, example: 911 },
    { table: 'search_token', column: 'customer_id', count: 1, example: 910 },
  ]);
});
