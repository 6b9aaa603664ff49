import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ctx } from '../../../platform/context/context.ts';
import { openDatabase } from '../../../platform/database/database.ts';
import { parseDatabaseUrl } from '../../../platform/database/database-url.ts';
import { createTestContext } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { type Cost, spend } from './spend.ts';
import { usageOf } from './usage.ts';

let test: TestDatabase;
let ctx: Ctx & { clock: { now: number } };
/** The same installation, as another process sees it. */
let elsewhere: Ctx;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
  elsewhere = { ...ctx, db: openDatabase(parseDatabaseUrl(test.url)) };
});
afterAll(async () => {
  await elsewhere.db.close();
  await test.drop();
});

let apps = 0;
const newBudget = (burst: number, perDay: number) => ({ appId: ++apps, burst, perDay });
const tried = async (work: Promise<Cost>) =>
  await work.then(
    ({ remaining }) => remaining,
    ({ extensions: { code, retryAfter } }) => `${code} ${retryAfter ?? ''}`.trim(),
  );

it('comes back evenly within a minute, and is told exactly', async () => {
  const budget = newBudget(600, 100_000);
  expect(await spend(ctx, budget, 100)).toEqual({
    requested: 100,
    remaining: 500,
    remainingToday: 99_900,
    resetAt: new Date(ctx.clock.now + 10_000).toISOString(),
  });
  expect(await tried(spend(ctx, budget, 450))).toBe(50);
  // 400 are missing, 10 come back in a second.
  expect(await tried(spend(ctx, budget, 450))).toBe('RATE_LIMITED 40');
  expect(await tried(spend(ctx, budget, 50))).toBe(0);
  ctx.clock.now += 40_000;
  expect(await tried(spend(ctx, budget, 400))).toBe(0);
  ctx.clock.now += 3_600_000;
  expect(await tried(spend(ctx, budget, 600))).toBe(0);
  expect(await tried(spend(ctx, budget, 601))).toBe('TOO_COMPLEX');
  expect(await usageOf(ctx, budget.appId, 5)).toEqual([
    { day: '2026-03-05', spent: 1_600, operations: 5, refused: 2, customers: 0 },
  ]);
});

it('ends for the day, and begins with the next', async () => {
  const budget = newBudget(1_000, 1_500);
  expect(await tried(spend(ctx, budget, 1_000))).toBe(0);
  ctx.clock.now += 60_000;
  expect(await tried(spend(ctx, budget, 501))).toMatch(/^RATE_LIMITED \d{5}$/);
  expect(await tried(spend(ctx, budget, 500))).toBe(0);
  ctx.clock.now += 86_400_000;
  expect(await tried(spend(ctx, budget, 900))).toBe(100);
  expect((await usageOf(ctx, budget.appId, 5)).map(({ day, spent }) => [day, spent])).toEqual([
    ['2026-03-06', 900],
    ['2026-03-05', 1_500],
  ]);
});

it('refuses again without asking the database', async () => {
  const budget = newBudget(100, 1_000);
  await spend(ctx, budget, 100);
  await tried(spend(ctx, budget, 50));
  const before = ctx.db.statementCount();
  for (let n = 0; n < 20; n++) expect(await tried(spend(ctx, budget, 50))).toBe('RATE_LIMITED 30');
  expect(await tried(spend(ctx, budget, 101))).toBe('TOO_COMPLEX');
  expect(ctx.db.statementCount()).toBe(before);
  ctx.clock.now += 30_000;
  expect(await tried(spend(ctx, budget, 50))).toBe(0);
});

it('is never exceeded by processes together, and at most a portion each is left over', async () => {
  const budget = newBudget(2_000, 100_000);
  const answers = await Promise.all(
    Array.from({ length: 300 }, async (_, n) => await tried(spend(n % 2 === 0 ? ctx : elsewhere, budget, 10))),
  );
  const done = answers.filter((one) => typeof one === 'number').length;
  expect(done).toBeLessThanOrEqual(200);
  expect(done).toBeGreaterThanOrEqual(200 - 2 * 10);
  // What each has spent is written down when it asks after a while.
  ctx.clock.now += 5_000;
  await spend(ctx, budget, 10);
  await spend(elsewhere, budget, 10);
  const [day] = await usageOf(ctx, budget.appId, 1);
  expect(day).toMatchObject({ refused: 300 - done });
  expect(day?.operations).toBeGreaterThanOrEqual(done + 1);
});

it('writes many small requests seldom', async () => {
  const budget = newBudget(10_000, 100_000);
  await spend(ctx, budget, 1);
  const before = ctx.db.statementCount();
  for (let n = 0; n < 400; n++) await spend(ctx, budget, 1);
  expect(ctx.db.statementCount()).toBe(before);
});
