import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ctx } from '../context/context.ts';
import type { Reader } from '../database/tables.ts';
import { publish } from '../outbox/publish.ts';
import { sealedOutbox, sealRound } from '../outbox/sealer.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createTestServices, SILENT, systemContext } from '../testing/test-context.ts';
import { createEvents } from './pubsub.ts';

let test: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  test = await createTestDatabase();
  ctx = systemContext(createTestServices(test.db, test.folder));
});
afterAll(async () => await test.drop());

async function happened(objectId: number): Promise<void> {
  await test.db.ids.ensure(1);
  await test.db.transaction(async (trx) => await publish(trx, ctx, { type: 'thing.changed', objectId }));
  await sealRound(test.db, sealedOutbox);
}

describe('following events', () => {
  it('tells all that happens once it is given, also right after another follower has left', async () => {
    const events = createEvents(test.db.read, SILENT);
    await happened(1);
    const first = await events.follow(['thing.changed']);
    await happened(2);
    expect((await first.next()).value).toMatchObject({ objectId: 2 });
    await first.return?.();
    // The former follower's look at the outbox is still to come: it must not become the beginning of this one.
    const second = await events.follow(['thing.changed']);
    await happened(3);
    expect((await second.next()).value).toMatchObject({ objectId: 3 });
    await second.return?.();
    events.stop();
  });

  it('says when the database does not answer, and follows when it is asked again', async () => {
    let isAway = true;
    // All that following asks of a reader.
    const read = {
      selectFrom: (table: 'outbox_event') => {
        if (isAway) throw new Error('away');
        return test.db.read.selectFrom(table);
      },
    } as Reader;
    const events = createEvents(read, SILENT);
    await expect(events.follow(['thing.changed'], 4)).rejects.toThrow('away');
    isAway = false;
    const follower = await events.follow(['thing.changed'], 4);
    await happened(5);
    await happened(4);
    expect((await follower.next()).value).toMatchObject({ objectId: 4 });
    events.stop();
    expect((await follower.next()).done).toBe(true);
  });
});
