import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { SILENT } from '../testing/test-context.ts';
import { startDuty } from './lease.ts';

let test: TestDatabase;
let now = Date.now();
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

describe('a duty', () => {
  it('is done by one of several at a time, and by another when that one stops', async () => {
    const doneBy: string[] = [];
    const start = (name: string) =>
      startDuty(
        { db: test.db, log: SILENT, now: () => now },
        {
          name: 'duty',
          everyMs: 5,
          round: async () => {
            doneBy.push(name);
            return doneBy.length % 3 !== 0;
          },
        },
      );
    const duties = new Map([
      ['a', start('a')],
      ['b', start('b')],
    ]);
    await expect.poll(() => doneBy.length).toBeGreaterThan(10);
    const holder = doneBy[0] ?? '';
    expect(new Set(doneBy)).toEqual(new Set([holder]));
    await duties.get(holder)?.stop();
    const taken = doneBy.length;
    await expect.poll(() => doneBy.length, { timeout: 5_000 }).toBeGreaterThan(taken + 3);
    expect(new Set(doneBy.slice(taken))).toEqual(new Set([holder === 'a' ? 'b' : 'a']));
    for (const duty of duties.values()) await duty.stop();
  });

  it('goes on after a round that failed', async () => {
    let rounds = 0;
    const duty = startDuty(
      { db: test.db, log: SILENT, now: () => now },
      {
        name: 'failing',
        everyMs: 5,
        round: async () => {
          rounds++;
          if (rounds === 1) throw new Error('no');
          return false;
        },
      },
    );
    await expect.poll(() => rounds, { timeout: 5_000 }).toBeGreaterThan(2);
    await duty.stop();
  });

  it('leaves its lease to others at its end, and holds it until then', async () => {
    const duty = startDuty(
      { db: test.db, log: SILENT, now: () => now },
      { name: 'held', everyMs: 5, round: async () => false },
    );
    const until = async () =>
      (await test.db.read.selectFrom('lease').select('until').where('name', '=', 'held').executeTakeFirst())?.until ??
      0;
    await expect.poll(until).toBe(now + 10_000);
    now += 6_000;
    await expect.poll(until).toBe(now + 10_000);
    await duty.stop();
    expect(await until()).toBe(now);
    await sleep(1);
  });
});
