import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { publish } from '../platform/outbox/publish.ts';
import { systemContext } from '../platform/testing/test-context.ts';
import { startBackground } from './background.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

it('places events that come all the time many at once, not one by one', async () => {
  const ctx = systemContext(app.services);
  const background = startBackground(app.services);
  const commits = new Set<number>();
  try {
    let published = 0;
    for (const end = Date.now() + 1_000; Date.now() < end; published++) {
      await ctx.db.ids.ensure(1);
      await ctx.db.transaction(async (trx) => await publish(trx, ctx, { type: 'test.happened' }));
      commits.add(await head());
      await yieldToOthers();
    }
    await expect.poll(head, { timeout: 10_000 }).toBe(published);
  } finally {
    await background.stop();
  }
  // A second, with a look every 100 ms: not a commit for every few events.
  expect(commits.size).toBeLessThan(20);
});

async function head(): Promise<number> {
  const row = await app.services.db.read
    .selectFrom('seal_head')
    .select('seq')
    .where('name', '=', 'outbox_event')
    .executeTakeFirst();
  return row?.seq ?? 0;
}
