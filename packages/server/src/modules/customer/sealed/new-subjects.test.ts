import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestContext } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { claimSubjects } from './new-subjects.ts';
import { beginSeals } from './seals.ts';

const DAY_MS = 86_400_000;

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
});
afterAll(async () => {
  await ctx.keyStore.close();
  await test.drop();
});

const claim = async (count: number) => await claimSubjects(ctx, await beginSeals(ctx, 'TEST'), count);
const keysMade = async () => {
  const { db } = await ctx.keyStore.parts();
  const { rows } = await sql<{ n: number }>`select count(*) as n from subject_key`.execute(db.read);
  return Number(rows[0]?.n);
};

it('hands out each customer to be once, those given back first, and none that is older than a day', async () => {
  const one = await claim(3);
  const [a] = [one.next(), one.next()];
  one.release();
  const two = await claim(2);
  expect([two.next(), two.next()]).toEqual([a + 2, a + 3]);
  expect(() => two.next()).toThrow('more than the 2 customers claimed');
  expect(await keysMade()).toBe(64);

  ctx.clock.now += 2 * DAY_MS;
  const three = await claim(1);
  expect(three.next()).toBeGreaterThanOrEqual(a + 64);
  expect(await keysMade()).toBe(128);
});

it('passes over subjects whose keys were destroyed, and gives several callers different ones', async () => {
  const next = await ctx.db.ids.claim(0);
  const upcoming = next() + 1;
  await ctx.keyStore.ensure([upcoming, upcoming + 1]);
  await ctx.keyStore.destroy([upcoming, upcoming + 1]);
  const claimed = await Promise.all([claim(60), claim(60), claim(60)]);
  const ids = claimed.flatMap((subjects) => Array.from({ length: 60 }, () => subjects.next()));
  expect(new Set(ids).size).toBe(180);
  expect(ids).not.toContain(upcoming);
});
