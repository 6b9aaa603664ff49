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
  const contact = { customer_id: 900, id: 1, subject_id: 900, record_id: 0, source_id: 0, type: 'PHONE', value: 'x' };
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
