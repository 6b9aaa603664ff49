import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Ctx } from '../context/context.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { createTestServices, systemContext } from '../testing/test-context.ts';
import { type Schedule, scheduleRound } from './schedule.ts';

// 2026-03-05 02:00 in Shanghai, the zone of the test settings.
const TWO = Date.parse('2026-03-04T18:00:00Z');
const HOUR = 3_600_000;
const nightly: Schedule = { name: 'nightly', pattern: '30 3 * * *', kind: 'test.night', payload: { n: 1 } };

let test: TestDatabase;
let ctx: Ctx;
let now = TWO;

beforeAll(async () => {
  test = await createTestDatabase();
  ctx = systemContext(createTestServices(test.db, test.folder, { now: () => now }));
});
beforeEach(async () => {
  now = TWO;
  await test.db.transaction(async (trx) => {
    await trx.deleteFrom('schedule').execute();
    await trx.deleteFrom('job').execute();
  });
  await scheduleRound(ctx, [nightly]);
});
afterAll(async () => await test.drop());

const jobs = async () => await test.db.read.selectFrom('job').select(['kind', 'payload', 'created_at']).execute();

describe('scheduleRound', () => {
  it('starts a job when its time in the installation zone has come, once', async () => {
    now = TWO + 1.4 * HOUR;
    expect(await scheduleRound(ctx, [nightly])).toBe(0);
    now = TWO + 1.5 * HOUR;
    const rounds = await Promise.all([1, 2, 3].map(async () => await scheduleRound(ctx, [nightly])));
    expect(rounds.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await scheduleRound(ctx, [nightly])).toBe(0);
    expect(await jobs()).toEqual([{ kind: 'test.night', payload: '{"n":1}', created_at: now }]);
  });

  it('makes up once for times that passed while nothing ran', async () => {
    now = TWO + 75 * HOUR;
    expect(await scheduleRound(ctx, [nightly])).toBe(1);
    expect(await scheduleRound(ctx, [nightly])).toBe(0);
    expect((await jobs()).length).toBe(1);
  });

  it('starts no second job while the first has not ended', async () => {
    now = TWO + 2 * HOUR;
    await scheduleRound(ctx, [nightly]);
    now = TWO + 26 * HOUR;
    await scheduleRound(ctx, [nightly]);
    expect((await jobs()).length).toBe(1);
  });
});
