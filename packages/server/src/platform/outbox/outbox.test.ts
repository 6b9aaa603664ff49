import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context/context.ts';
import { openDatabase } from '../database/database.ts';
import { parseDatabaseUrl } from '../database/database-url.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createTestServices, systemContext } from '../testing/test-context.ts';
import { consumeRound, type EventConsumer } from './consume-events.ts';
import { EventsExpired, followEvents, lastEventSeq, readEvents } from './follow-events.ts';
import { publish } from './publish.ts';
import { removeOldEvents } from './remove-old-events.ts';
import { sealedOutbox, sealRound } from './sealer.ts';

const DAY = 86_400_000;
let test: TestDatabase;
let ctx: Ctx;
let now = Date.now();

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = systemContext(createTestServices(test.db, test.folder, { now: () => now }));
});
beforeEach(async () => {
  now = Date.now();
  await test.db.transaction(async (trx) => {
    for (const table of ['outbox_event', 'seal_head', 'consumer', 'tag'] as const)
      await trx.deleteFrom(table).execute();
  });
});
afterAll(async () => await test.drop());

async function happened(count: number, type = 'thing.made'): Promise<void> {
  for (let i = 0; i < count; i++) {
    await test.db.transaction(async (trx) => await publish(trx, ctx, { type, objectId: i, payload: { i } }));
  }
}
async function sealAll(): Promise<void> {
  while ((await sealRound(test.db, sealedOutbox)) > 0);
}
const places = async () =>
  (await test.db.read.selectFrom('outbox_event').select(['seq', 'object_id']).orderBy('id').execute()).map(
    (row) => row.seq,
  );

describe('the sealer', () => {
  it('places committed events only, in the order in which they happened', async () => {
    await happened(3);
    const rolledBack = test.db.transaction(async (trx) => {
      await publish(trx, ctx, { type: 'thing.lost' });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await happened(2);
    expect(await places()).toEqual([null, null, null, null, null]);
    await sealAll();
    expect(await places()).toEqual([1, 2, 3, 4, 5]);
    expect(
      (await readEvents(test.db.read, 3)).map(({ seq, type, objectId, payload }) => [seq, type, objectId, payload]),
    ).toEqual([
      [4, 'thing.made', 0, { i: 0 }],
      [5, 'thing.made', 1, { i: 1 }],
    ]);
  });

  it('gives each place once when several seal at the same time while events go on happening', async () => {
    const other = openDatabase(parseDatabaseUrl(test.url));
    let writing = true;
    const sealing = [test.db, other, other].map(async (db) => {
      while (writing) {
        await sealRound(db, sealedOutbox);
        await yieldToOthers();
      }
    });
    await Promise.all([happened(60), happened(60), happened(60)]);
    writing = false;
    await Promise.all(sealing);
    await other.close();
    await sealAll();
    const given = (await places()).toSorted((a, b) => Number(a) - Number(b));
    expect(given).toEqual(Array.from({ length: 180 }, (_, i) => i + 1));
    expect(await lastEventSeq(test.db.read)).toBe(180);
  });

  it('places more rows than one statement holds', async () => {
    await test.db.transaction(async (trx) => {
      for (let i = 0; i < 1_100; i++) await publish(trx, ctx, { type: 'thing.made', objectId: i });
    });
    expect(await sealRound(test.db, sealedOutbox)).toBe(1_000);
    expect(await sealRound(test.db, sealedOutbox)).toBe(100);
    expect(await sealRound(test.db, sealedOutbox)).toBe(0);
    expect(await places()).toEqual(Array.from({ length: 1_100 }, (_, i) => i + 1));
  });
});

describe('followEvents', () => {
  it('gives what is there and what comes, each once, until it is stopped', async () => {
    await happened(2);
    await sealAll();
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      for await (const event of followEvents(test.db.read, 1, stop.signal)) seen.push(event.seq);
    })();
    await happened(3);
    await sealAll();
    await expect.poll(() => seen).toEqual([2, 3, 4, 5]);
    stop.abort();
    await following;
  });

  it('says so when what it should give is no longer kept', async () => {
    await happened(5);
    await sealAll();
    await test.db.transaction(async (trx) => await trx.deleteFrom('outbox_event').where('seq', '<=', 3).execute());
    await expect(followEvents(test.db.read, 1, new AbortController().signal).next()).rejects.toThrow(EventsExpired);
  });
});

describe('a consumer', () => {
  const consumer: EventConsumer = {
    name: 'test',
    types: ['thing.made'],
    handle: async (trx, _ctx, event) => {
      await trx
        .insertInto('tag')
        .values({ id: event.seq, name: `e${event.seq}`, colour: null, created_at: 1 })
        .execute();
    },
  };
  const effects = async () =>
    (await test.db.read.selectFrom('tag').select('id').orderBy('id').execute()).map((row) => row.id);

  it('has the effect of each of its events once, whoever competes', async () => {
    await happened(120);
    await happened(30, 'thing.else');
    await sealAll();
    for (let round = 0; round < 6; round++) {
      await Promise.allSettled([consumeRound(ctx, consumer), consumeRound(ctx, consumer), consumeRound(ctx, consumer)]);
    }
    expect(await effects()).toEqual(Array.from({ length: 120 }, (_, i) => i + 1));
    expect(await consumeRound(ctx, consumer)).toBe(0);
  });

  it('neither moves on nor leaves an effect when handling fails', async () => {
    await happened(2);
    await sealAll();
    const failing: EventConsumer = {
      ...consumer,
      handle: async (trx, c, event) => {
        await consumer.handle(trx, c, event);
        if (event.seq === 2) throw new Error('no');
      },
    };
    await expect(consumeRound(ctx, failing)).rejects.toThrow('no');
    expect(await effects()).toEqual([]);
    expect(await consumeRound(ctx, consumer)).toBe(2);
    expect(await effects()).toEqual([1, 2]);
  });
});

describe('removeOldEvents', () => {
  it('removes what is older than seven days and was passed by every consumer, and keeps the newest', async () => {
    now = Date.now() - 8 * DAY;
    await happened(4);
    now = Date.now();
    await happened(2);
    await sealAll();
    expect(await removeOldEvents(test.db, now)).toBe(4);
    expect(await places()).toEqual([5, 6]);
    expect(await removeOldEvents(test.db, now + 30 * DAY)).toBe(1);
    expect(await places()).toEqual([6]);
  });

  it('keeps what a consumer has not seen', async () => {
    now = Date.now() - 8 * DAY;
    await happened(4);
    await sealAll();
    const insert = { name: 'slow', seq: 2, updated_at: now };
    await test.db.transaction(async (trx) => await trx.insertInto('consumer').values(insert).execute());
    expect(await removeOldEvents(test.db, Date.now())).toBe(2);
    expect(await places()).toEqual([3, 4]);
  });
});
