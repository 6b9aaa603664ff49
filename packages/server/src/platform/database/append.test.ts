import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, testEngine } from '../testing/test-database.ts';
import { bulkAccumulate } from './bulk-insert.ts';
import { openDatabase } from './database.ts';
import { isDuplicateKey } from './engine-errors.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

const COLUMNS = ['id', 'name', 'colour', 'created_at'] as const;
const names = async (from: number, to: number) =>
  (
    await test.db.read
      .selectFrom('tag')
      .select('name')
      .where('id', '>=', from)
      .where('id', '<', to)
      .orderBy('id')
      .execute()
  ).map(({ name }) => name);

describe('append', () => {
  it('shows its rows to the next reader', async () => {
    await test.db.append('tag', COLUMNS, [
      [1, '甲', null, 1],
      [2, '乙', 'red', 1],
    ]);
    expect(await names(1, 10)).toEqual(['甲', '乙']);
  });

  it('adds all of its rows or none', async () => {
    const twice = test.db.append('tag', COLUMNS, [
      [11, 'once', null, 1],
      [12, 'once', null, 1],
    ]);
    expect(isDuplicateKey(await twice.catch((error: unknown) => error))).toBe(true);
    expect(await names(10, 20)).toEqual([]);
    await test.db.append('tag', COLUMNS, [[13, 'after it', null, 1]]);
    expect(await names(10, 20)).toEqual(['after it']);
  });

  it('and transactions of the same process do not get into each other’s way', async () => {
    await Promise.all(
      Array.from({ length: 60 }, async (_, place) => {
        const row = [100 + place, `tag ${place}`, null, 1] as const;
        if (place % 2 === 0) return await test.db.append('tag', COLUMNS, [row]);
        await test.db.transaction(async (trx) => {
          await trx.insertInto('tag').values({ id: row[0], name: row[1], colour: null, created_at: 1 }).execute();
        });
      }),
    );
    expect(await names(100, 200)).toHaveLength(60);
  });

  // Elsewhere it is a transaction, and closing waits for none.
  it.runIf(testEngine() === 'sqlite')('comes to its end before the database is closed', async () => {
    const other = openDatabase(test.db.address);
    const appended = Promise.all(
      [201, 202, 203].map(async (id) => await other.append('tag', COLUMNS, [[id, `last ${id}`, null, 1]])),
    );
    await other.close();
    await appended;
    expect(await names(200, 300)).toEqual(['last 201', 'last 202', 'last 203']);
  });
});

describe('bulkAccumulate', () => {
  it('sums, keeps the least and the greatest, and loses nothing of concurrent writers', async () => {
    const add = async (count: number, at: number) =>
      await test.db.transaction(async (trx) => {
        await bulkAccumulate(
          trx,
          'disclosure',
          ['customer_id', 'reader_id', 'way', 'purpose', 'field_set_id', 'day'],
          { count: 'sum', first_at: 'least', last_at: 'greatest' },
          [
            [1, 2, 'APP', 'SALES', 3, '2026-01-01', count, at, at],
            [1, 2, 'APP', 'SALES', 3, '2026-01-02', 1, at, at],
          ],
        );
      });
    await Promise.all([5, 3, 9, 1, 7].map(async (at) => await add(10, at)));
    const rows = await test.db.read
      .selectFrom('disclosure')
      .select(['day', 'count', 'first_at', 'last_at'])
      .orderBy('day')
      .execute();
    expect(rows).toEqual([
      { day: '2026-01-01', count: 50, first_at: 1, last_at: 9 },
      { day: '2026-01-02', count: 5, first_at: 1, last_at: 9 },
    ]);
  });
});
