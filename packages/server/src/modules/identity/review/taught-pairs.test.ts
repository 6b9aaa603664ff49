import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../app/testing/test-app.ts';
import { taughtPairs } from './taught-pairs.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(async () => await app.close());

let made = 0;
async function decide(customerId: number, verdict: string, actorId: number | null = 7): Promise<void> {
  made += 1;
  const row = {
    id: made,
    customer_id: customerId,
    other_id: customerId + 10_000,
    verdict,
    reason: null,
    actor_id: actorId,
    decided_at: made,
    levels: '{"GIVEN_NAME":"SAME","RELATED":"HOUSEHOLD"}',
  };
  await app.services.db.transaction(async (trx) => void (await trx.insertInto('match_decision').values(row).execute()));
}

describe('what people decided, to learn from', () => {
  it('is nothing before there are fifty pairs of both kinds; then the last word on each, and none of what nobody said', async () => {
    for (let id = 1; id <= 49; id += 1) await decide(id, 'SAME');
    // Said again, merged without asking, put off: no more pairs.
    await decide(1, 'SAME');
    await decide(60, 'SAME', null);
    await decide(61, 'LATER');
    expect(await taughtPairs(app.services.db.read)).toEqual([]);
    await decide(50, 'SAME');
    expect(await taughtPairs(app.services.db.read)).toEqual([]);
    await decide(50, 'NOT_SAME');
    const taught = await taughtPairs(app.services.db.read);
    expect(taught.length).toBe(50);
    expect(taught.filter(({ isSame }) => !isSame)).toEqual([
      { levels: { GIVEN_NAME: 'SAME', RELATED: 'HOUSEHOLD' }, isSame: false },
    ]);
  });
});
