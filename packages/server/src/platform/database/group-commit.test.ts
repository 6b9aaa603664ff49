import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, testEngine, type TestDatabase } from '../testing/test-database.ts';
import type { Trx } from './tables.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await test.db.transaction(async (trx) => await trx.deleteFrom('tag').execute());
});
afterAll(async () => await test.drop());

async function add(trx: Trx, id: number): Promise<number> {
  await trx
    .insertInto('tag')
    .values({ id, name: `tag ${id}`, colour: null, created_at: 1 })
    .execute();
  return id;
}
const ids = async () => (await test.db.read.selectFrom('tag').select('id').orderBy('id').execute()).map(({ id }) => id);

describe('writers that come at the same moment', () => {
  it('each get what their work gave, and what failed is undone alone', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, async (_, n) => {
        return await test.db.transaction(async (trx) => {
          await add(trx, 1_000 + n);
          if (n % 3 === 0) throw new Error(`not ${n}`);
          // A key that is taken fails in the database itself, with this work's rows before it.
          return await add(trx, n % 10 === 1 ? 1_000 + n : 2_000 + n);
        });
      }),
    );
    const works = (n: number) => n % 3 !== 0 && n % 10 !== 1;
    const good = Array.from({ length: 100 }, (_, n) => n).filter(works);
    expect(outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))).toEqual(
      good.map((n) => 2_000 + n),
    );
    expect(
      outcomes.flatMap((one) => (one.status === 'rejected' && one.reason.message.startsWith('not') ? [1] : [])),
    ).toHaveLength(34);
    expect(await ids()).toEqual([...good.map((n) => 1_000 + n), ...good.map((n) => 2_000 + n)]);
  });

  it('are told only of what readers see', async () => {
    const seen = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const id = await test.db.transaction(async (trx) => await add(trx, n));
        return await test.db.read.selectFrom('tag').select('id').where('id', '=', id).execute();
      }),
    );
    expect(seen.flat().map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });
});

describe('a writer that fails by what another wrote', () => {
  it('finds what it was', async () => {
    const addOrFind = async (id: number) => {
      try {
        await test.db.transaction(async (trx) => await add(trx, id));
        return 'added';
      } catch {
        return await ids();
      }
    };
    expect(await Promise.all([addOrFind(7), addOrFind(7)])).toEqual(expect.arrayContaining(['added', [7]]));
  });
});

describe.skipIf(testEngine() !== 'sqlite')('a group of writers on the embedded database', () => {
  it('sees what those before it wrote, and shows nothing of it before the last has done its work', async () => {
    const before: (readonly number[])[] = [];
    const visible: number[] = [];
    await Promise.all(
      [1, 2, 3].map(async (id) => {
        await test.db.transaction(async (trx) => {
          before.push((await trx.selectFrom('tag').select('id').execute()).map((row) => row.id));
          visible.push((await ids()).length);
          await add(trx, id);
        });
      }),
    );
    expect(before).toEqual([[], [1], [1, 2]]);
    // Nothing was committed until the last of them had done its work.
    expect(visible).toEqual([0, 0, 0]);
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('is told that all of it failed when the database gave up the transaction', async () => {
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(async (id) => {
        await test.db.transaction(async (trx) => {
          await add(trx, id);
          // As SQLite does by itself when the disk is full.
          if (id === 2) await sql`rollback`.execute(trx);
          if (id === 2) throw new Error('the disk is full');
        });
      }),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual([3]);
  });
});
