import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestKeyStore, type TestKeyStore } from './key-store.fixture.ts';
import { ORPHAN_AGE_MS, sweepOrphans } from './sweep-orphans.ts';

let test: TestKeyStore;
beforeEach(async () => {
  test = await createTestKeyStore();
});
afterEach(async () => await test.drop());
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe('sweepOrphans', () => {
  it('removes keys that are old and that the database does not know, and no other', async () => {
    const [store, other] = [test.open(), test.open()];
    await store.ensure(range(1, 700));
    await other.load(range(1, 700));
    test.clock.now += ORPHAN_AGE_MS + 1;
    await store.ensure(range(701, 10));
    await store.addGeneration([3], 2);
    await store.destroy([6]);
    const asked: number[] = [];
    const known = async (ids: readonly number[]) => {
      asked.push(...ids);
      return new Set(ids.filter((id) => id % 2 === 0));
    };
    const first = await sweepOrphans(store, known);
    // 500 subjects from 1 on without 6; of the odd ones, 3 has a young key.
    expect(first).toEqual({ looked: 500, swept: 250, next: 501 });
    const second = await sweepOrphans(store, known, first.next);
    expect(second).toEqual({ looked: 209, swept: 99, next: undefined });
    expect(asked.some((id) => id > 700 || id === 3)).toBe(false);

    const left = await other.load(range(1, 710));
    const gone = range(1, 710).filter((id) => left.find(id, 1) === undefined);
    expect(gone).toEqual(range(1, 700).filter((id) => id % 2 === 1 && id !== 3));
    expect(left.find(6, 1)).toBe('DESTROYED');
    // Never sealed with: it may have one again.
    expect((await other.ensure([1])).current(1)?.generation).toBe(1);
  });

  it('asks for nothing while all keys are young', async () => {
    const store = test.open();
    await store.ensure([1, 2]);
    test.clock.now += ORPHAN_AGE_MS - 1;
    const never = async () => {
      throw new Error('nothing is old enough');
    };
    expect(await sweepOrphans(store, never)).toEqual({ looked: 2, swept: 0, next: undefined });
  });
});
