import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBlindIndex } from '../blind-index/blind-index.ts';
import { openValue, sealValue } from '../sealing/envelope.ts';
import { sealedColumn } from '../sealing/place.ts';
import { createTestKeyStore, type TestKeyStore } from './key-store.fixture.ts';
import { addIndexVersion, retireIndexKeys } from './rotate-index.ts';
import { addMasterVersion, countWrapped, type RewrapPlace, rewrapSome } from './rotate-master.ts';
import { keyStoreStatus, noteRecovery, recoveryStatus } from './store-status.ts';

const at = sealedColumn('contact_point', 'value');
let test: TestKeyStore;
beforeEach(async () => {
  test = await createTestKeyStore();
});
afterEach(async () => await test.drop());
const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe('rotation of the master key', () => {
  it('wraps every key anew, in batches, while another process works on', async () => {
    const [rotating, working] = [test.open(), test.open({ remembered: 5 })];
    const ids = range(1, 1_203);
    const before = await rotating.ensure(ids);
    const place = { at, rowId: 9, subjectId: 7 };
    const first = before.current(7);
    if (!first) throw new Error('no key');
    const sealed = sealValue(first, place, '+8613812345678');
    await working.load([1]);

    expect(await addMasterVersion(rotating)).toBe(2);
    // The other process wraps with the new version from its next use on.
    expect((await working.ensure([5_000])).current(5_000)?.masterVersion).toBe(2);
    expect(await countWrapped(rotating)).toEqual({ all: 1_204, old: 1_203 });
    await working.destroy([600]);
    const batches: [number, number][] = [];
    let next: RewrapPlace | undefined;
    do {
      const batch = await rewrapSome(rotating, next);
      batches.push([batch.looked, batch.rewrapped]);
      expect(await working.load([3, 700, 1_200]).then((ring) => ring.current(700) !== undefined)).toBe(true);
      next = batch.next;
    } while (next);
    expect(batches).toEqual([
      [500, 500],
      [500, 500],
      [203, 202],
    ]);
    expect(await countWrapped(working)).toEqual({ all: 1_203, old: 0 });

    const after = await test.open().load([...ids, 5_000]);
    const living = ids.filter((id) => id !== 600);
    expect(living.every((id) => after.current(id)?.key.equals(before.current(id)?.key ?? first.key))).toBe(true);
    expect(after.find(600, 1)).toBe('DESTROYED');
    const key = after.find(7, 1);
    expect(typeof key === 'object' && openValue(key, place, sealed)).toBe('+8613812345678');
    const status = await keyStoreStatus(test.open());
    expect(status).toMatchObject({
      masterVersion: 2,
      masterVersions: [
        { version: 1, keys: 0 },
        { version: 2, keys: 1_203 },
      ],
      destroyed: 1,
    });
    if (process.platform !== 'win32') expect(statSync(test.masterFile).mode & 0o777).toBe(0o600);
  });

  it('does not wrap anew what was destroyed while it was looked at', async () => {
    const store = test.open();
    await store.ensure(range(1, 20));
    await addMasterVersion(store);
    await Promise.all([rewrapSome(store, undefined), test.open().destroy(range(1, 10))]);
    const ring = await test.open().load(range(1, 20));
    expect(range(1, 10).map((id) => ring.find(id, 1))).toEqual(range(1, 10).map(() => 'DESTROYED'));
    expect(await countWrapped(store)).toEqual({ all: 10, old: 0 });
  });
});

describe('rotation of the index key', () => {
  it('looks for entries of both until the old one is retired, in every process', async () => {
    const [rotating, working] = [test.open(), test.open()];
    const old = createBlindIndex(await working.indexKeys()).entryOf('phone', '+8613812345678');
    expect(await addIndexVersion(rotating)).toBe(2);
    const during = createBlindIndex(await working.indexKeys());
    const young = during.entryOf('phone', '+8613812345678');
    expect(during.candidatesOf('phone', '+8613812345678')).toEqual([young, old]);
    await addMasterVersion(rotating);
    await rewrapSome(rotating, undefined);
    expect(await retireIndexKeys(rotating)).toBe(1);
    expect(createBlindIndex(await working.indexKeys()).candidatesOf('phone', '+8613812345678')).toEqual([young]);
    expect(createBlindIndex(await test.open().indexKeys()).candidatesOf('phone', '+8613812345678')).toEqual([young]);
  });
});

describe('recoveryStatus', () => {
  it('is outdated as soon as a key is not in the file', async () => {
    const store = test.open();
    expect(await recoveryStatus(store)).toEqual({ state: 'NOT_EXPORTED', exportedAt: undefined });
    await noteRecovery(store, { master: [1], index: [1] });
    const exported = { state: 'EXPORTED', exportedAt: test.clock.now };
    expect(await recoveryStatus(test.open())).toEqual(exported);
    await addIndexVersion(store);
    expect(await recoveryStatus(store)).toEqual({ ...exported, state: 'OUTDATED' });
    await retireIndexKeys(store);
    await noteRecovery(store, { master: [1], index: [2] });
    expect(await recoveryStatus(store)).toEqual(exported);
    await addMasterVersion(store);
    expect(await recoveryStatus(store)).toEqual({ ...exported, state: 'OUTDATED' });
  });
});
