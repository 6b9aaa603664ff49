import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { bulkInsert } from './bulk-insert.ts';
import { isDuplicateKey } from './engine-errors.ts';
import type { Queryable, Trx } from './tables.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => await test.drop());

const tag = (id: number, name: string) => ({ id, name, colour: null, created_at: 1 });

describe('transaction', () => {
  it('commits what it did and shows it to readers', async () => {
    await test.db.transaction(async (trx) => await trx.insertInto('tag').values(tag(1, 'vip')).execute());
    expect(await test.db.read.selectFrom('tag').select(['id', 'name']).where('id', '=', 1).execute()).toEqual([
      { id: 1, name: 'vip' },
    ]);
    expect(await test.db.heavy.selectFrom('tag').select(['id', 'name']).where('id', '=', 1).execute()).toEqual([
      { id: 1, name: 'vip' },
    ]);
  });

  it('leaves nothing when it throws', async () => {
    const failing = test.db.transaction(async (trx) => {
      await trx.insertInto('tag').values(tag(2, 'gone')).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await test.db.read.selectFrom('tag').select('id').where('id', '=', 2).execute()).toEqual([]);
  });

  it('tells a duplicate key from other errors', async () => {
    const error = await test.db
      .transaction(async (trx) => await trx.insertInto('tag').values(tag(3, 'vip')).execute())
      .catch((e: unknown) => e);
    expect(isDuplicateKey(error)).toBe(true);
  });

  it('loses no increment of sixteen concurrent writers', async () => {
    await test.db.transaction(
      async (trx) => await trx.insertInto('number_sequence').values({ scope: 's', next_value: 0 }).execute(),
    );
    const increment = async () =>
      await test.db.transaction(async (trx) => {
        await trx
          .updateTable('number_sequence')
          .set((eb) => ({ next_value: eb('next_value', '+', 1) }))
          .where('scope', '=', 's')
          .execute();
      });
    await Promise.all(Array.from({ length: 160 }, increment));
    expect(
      (
        await test.db.read
          .selectFrom('number_sequence')
          .select('next_value')
          .where('scope', '=', 's')
          .executeTakeFirstOrThrow()
      ).next_value,
    ).toBe(160);
  });
});

describe('ids', () => {
  it('gives every taker another key', async () => {
    const takers = Array.from({ length: 50 }, async () => {
      await test.db.ids.ensure(1);
      return test.db.ids.take();
    });
    const reserved = await test.db.ids.reserve(100);
    const taken = await Promise.all(takers);
    expect(new Set(taken).size).toBe(50);
    expect(taken.filter((id) => id >= reserved && id < reserved + 100)).toEqual([]);
  });
});

describe('bulkInsert', () => {
  it('writes more rows than one statement holds, and skips existing keys only when told to', async () => {
    const rows = Array.from({ length: 2_500 }, (_, i) => [i + 1, `t${i}`]);
    await test.db.transaction(async (trx) => await bulkInsert(trx, 'search_token', ['customer_id', 'token'], rows));
    await test.db.transaction(
      async (trx) =>
        await bulkInsert(
          trx,
          'search_token',
          ['customer_id', 'token'],
          [
            [1, 't0'],
            [9_999, 'new'],
          ],
          { onConflict: 'skip' },
        ),
    );
    const count = await test.db.read
      .selectFrom('search_token')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(Number(count.n)).toBe(2_501);
    const again = test.db.transaction(
      async (trx) => await bulkInsert(trx, 'search_token', ['customer_id', 'token'], [[1, 't0']]),
    );
    await expect(again).rejects.toSatisfy(isDuplicateKey);
  });
});

describe('statements that wait for the next', () => {
  const insertTag = async (trx: Trx, id: number, name: string) =>
    await bulkInsert(trx, 'tag', ['id', 'name', 'colour', 'created_at'], [[id, name, null, 1]]);
  const names = async (of: Queryable) =>
    (await of.selectFrom('tag').select('name').where('id', '>=', 100).orderBy('id').execute()).map(({ name }) => name);

  it('are done before whatever follows in the transaction, and with its commit', async () => {
    const seen = await test.db.transaction(async (trx) => {
      await insertTag(trx, 100, 'one');
      const inside = await names(trx);
      await insertTag(trx, 101, 'two');
      return inside;
    });
    expect([seen, await names(test.db.read)]).toEqual([['one'], ['one', 'two']]);
  });

  it('are gone with a transaction that throws', async () => {
    const failing = test.db.transaction(async (trx) => {
      await insertTag(trx, 102, 'three');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await names(test.db.read)).toEqual(['one', 'two']);
  });

  it('leave nothing behind when one of them fails, and say that a key was taken', async () => {
    const failing = test.db.transaction(async (trx) => {
      await insertTag(trx, 103, 'four');
      await insertTag(trx, 104, 'one');
      await insertTag(trx, 105, 'five');
    });
    await expect(failing).rejects.toSatisfy(isDuplicateKey);
    expect(await names(test.db.read)).toEqual(['one', 'two']);
  });

  it('look again on a server, where the key is met later; the embedded engine says so at once', async () => {
    let runs = 0;
    const work = test.db.transaction(async (trx) => {
      runs++;
      await insertTag(trx, 105 + runs, runs === 1 ? 'one' : 'six');
    });
    if (test.db.address.engine === 'sqlite') return await expect(work).rejects.toSatisfy(isDuplicateKey);
    await work;
    expect([runs, await names(test.db.read)]).toEqual([2, ['one', 'two', 'six']]);
  });
});
