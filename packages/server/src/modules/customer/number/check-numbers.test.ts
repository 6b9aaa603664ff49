import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestContext } from '../../../platform/testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../../platform/testing/test-database.ts';
import { ensureSource } from '../source/sources.ts';
import { applyIncoming, reserveIncoming } from '../write/apply-incoming.ts';
import { blockUse, numbersCheck } from './check-numbers.ts';
import { numbersOf } from './numbers.ts';

let test: TestDatabase;
let ctx: ReturnType<typeof createTestContext>;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = createTestContext(test);
});
afterAll(async () => await test.drop());

it('counts used and lost numbers, and finds numbers that nobody made', async () => {
  const source = await ensureSource(ctx, { code: 'crm', name: 'CRM' });
  const records = ['甲', '乙', '丙'].map((name, line) => ({ line, document: { fields: { NAME: { value: name } } } }));
  const reserved = await reserveIncoming(ctx, records);
  const batch = {
    sourceId: source.id,
    channel: 'FILE' as const,
    importId: 1,
    actorId: 1,
    at: ctx.now(),
    mode: 'CREATE_AND_UPDATE' as const,
    keys: [],
    numberPatterns: [],
    dryRun: false,
    records,
  };
  // A crash after the numbers were claimed: the next process takes a block of its own, and these are lost.
  await reserveIncoming(ctx, records);
  await ctx.db.transaction(async (trx) => await applyIncoming(trx, reserved, batch));
  expect(await blockUse(ctx)).toMatchObject([{ first: 'C2600000001D', size: 100, used: 3, unused: 97 }]);
  expect((await numbersCheck.run(ctx)).at(-1)).toEqual({
    level: 'NOTE',
    message: '1 blocks, 100 numbers: 3 used, 97 lost or not given yet.',
  });

  await ctx.db.transaction(
    async (trx) =>
      await trx.updateTable('customer').set({ number: 'C2600000001X' }).where('number', '=', 'C2600000001D').execute(),
  );
  expect((await numbersCheck.run(ctx)).at(-1)).toEqual({
    level: 'ERROR',
    message: '1 customers have a number that no pattern ever made (for example C2600000001X).',
  });
});

it('gives numbers on without gaps when batches leave some over', async () => {
  const numbers: string[] = [];
  for (const used of [2, 0, 3]) {
    const claimed = await numbersOf(ctx.db).claim(60, { pattern: 'L{seq:4}', at: ctx.now(), timeZone: 'UTC' });
    for (let i = 0; i < used; i++) numbers.push(claimed.next());
    claimed.release();
    expect(claimed.next).toThrow('more than the 60 numbers claimed');
  }
  expect(numbers).toEqual(['L0001', 'L0002', 'L0003', 'L0004', 'L0005']);
  const [one, other] = await Promise.all(
    [1, 2].map(async () => await numbersOf(ctx.db).claim(80, { pattern: 'L{seq:4}', at: ctx.now(), timeZone: 'UTC' })),
  );
  const both = Array.from({ length: 80 }, () => [one?.next(), other?.next()]).flat();
  expect(new Set(both).size).toBe(160);
});
