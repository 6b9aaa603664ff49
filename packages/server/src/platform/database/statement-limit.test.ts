import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { type Database, openDatabase } from './database.ts';
import { isTooLong } from './engine-errors.ts';

const LIMIT_MS = 1_500;
/** A hundred million combinations: seconds on any machine. */
const endless = sql<{ n: number }>`
  with digit(d) as (select 0 union all select 1 union all select 2 union all select 3 union all select 4 union all
    select 5 union all select 6 union all select 7 union all select 8 union all select 9)
  select count(*) as n from digit a, digit b, digit c, digit e, digit f, digit g, digit h, digit i
  where a.d + b.d + c.d + e.d + f.d + g.d + h.d + i.d >= 0`;
const short = sql<{ n: number }>`select 7 as n`;

let test: TestDatabase;
let limited: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  limited = openDatabase(test.db.address, { limitMs: LIMIT_MS });
  await limited.read.selectFrom('tag').select('id').execute();
});
afterAll(async () => {
  await limited.close();
  await test.drop();
});

async function refusal(database: Database) {
  const begun = performance.now();
  const error: unknown = await endless.execute(database.heavy).catch((thrown: unknown) => thrown);
  return { isTooLong: isTooLong(error), took: performance.now() - begun };
}

describe('a long read, where reads have a limit', () => {
  it('is ended, and the next one is answered at once', async () => {
    const { isTooLong: is, took } = await refusal(limited);
    expect(is).toBe(true);
    expect(took).toBeGreaterThan(LIMIT_MS * 0.9);
    expect(took).toBeLessThan(LIMIT_MS * 2);
    expect((await short.execute(limited.heavy)).rows).toEqual([{ n: 7 }]);
  });

  it('is no longer at work in the database server', async ({ skip }) => {
    if (test.db.address.engine === 'sqlite') skip('SQLite has no server');
    await refusal(limited);
    const { rows } = await sql<{ n: unknown }>`
      select count(*) as n from information_schema.processlist
      where info like '%digit%' and info not like '%processlist%'`.execute(test.db.read);
    expect(Number(rows[0]?.n)).toBe(0);
  });

  it('does not keep those that wait behind it', async () => {
    const long = refusal(limited);
    const behind = await Promise.allSettled([short.execute(limited.heavy), short.execute(limited.heavy)]);
    await long;
    for (const one of behind) {
      // What waited for as long as a read may take is refused as well: nobody listens any more.
      if (one.status === 'rejected') expect(isTooLong(one.reason)).toBe(true);
      else expect(one.value.rows).toEqual([{ n: 7 }]);
    }
    expect((await short.execute(limited.read)).rows).toEqual([{ n: 7 }]);
  });

  it('is answered where reads have no limit', async () => {
    const whole = await sql<{ n: number }>`
      with digit(d) as (select 0 union all select 1 union all select 2 union all select 3)
      select count(*) as n from digit a, digit b, digit c`.execute(test.db.heavy);
    expect(Number(whole.rows[0]?.n)).toBe(64);
  });
});

it('a limit for reads leaves transactions as they are', async () => {
  await limited.transaction(
    async (trx) => await trx.insertInto('tag').values({ id: 9, name: 'kept', colour: null, created_at: 1 }).execute(),
  );
  expect(await limited.read.selectFrom('tag').select('name').where('id', '=', 9).execute()).toEqual([{ name: 'kept' }]);
});
