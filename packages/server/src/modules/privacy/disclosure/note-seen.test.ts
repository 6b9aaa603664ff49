import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../platform/database/database.ts';
import { bitsOf } from '../../../platform/policy/seen-fields.ts';
import { createTestContext } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { noteSeen, seenIsWritten } from './note-seen.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

const rows = async () =>
  await test.db.read
    .selectFrom('disclosure_journal')
    .select(['reader_id', 'way', 'purpose', 'first_key', 'last_key'])
    .execute();

it('is written when the database takes it again; until then so many answers leave and no more, and none is lost', async () => {
  let isAway = true;
  const db: Database = {
    ...test.db,
    append: async (...given) => {
      if (isAway) throw new Error('the disk is full');
      await test.db.append(...given);
    },
  };
  const answer = async (customer: number) => {
    const ctx = { ...createTestContext(test), db };
    ctx.access.seen.set(customer, bitsOf(['NAME', 'PHONE']));
    await noteSeen(ctx, 'CustomerPages');
  };
  for (let customer = 1; customer <= 2_000; customer++) await answer(customer);
  await expect(answer(2_001)).rejects.toThrow('the disk is full');
  expect(await rows()).toEqual([]);
  isAway = false;
  await seenIsWritten(db);
  const written = await rows();
  expect(written).toHaveLength(2_000);
  expect(new Set(written.map(({ first_key }) => first_key)).size).toBe(2_000);
  expect(written[0]).toMatchObject({ reader_id: 1, way: 'VIEW', purpose: 'CustomerPages' });
});

it('is nothing of what nobody saw, and of what the system reads', async () => {
  const ctx = createTestContext(test);
  await noteSeen(ctx, 'Jobs');
  ctx.access.seen.set(1, bitsOf(['NAME']));
  await noteSeen({ ...ctx, actor: { ...ctx.actor, kind: 'system' } }, 'Jobs');
  await seenIsWritten(test.db);
  expect(await rows()).toHaveLength(2_000);
});
