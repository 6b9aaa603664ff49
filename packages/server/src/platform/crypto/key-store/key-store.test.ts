import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEngine } from '../../testing/test-database.ts';
import { openValue, sealValue } from '../sealing/envelope.ts';
import type { KeyRing } from '../sealing/key-ring.ts';
import { sealedColumn } from '../sealing/place.ts';
import { Sealed, UnsealGrant } from '../sealing/sealed.ts';
import { KeyProblem } from './key-problem.ts';
import { createTestKeyStore, type TestKeyStore } from './key-store.fixture.ts';

const at = sealedColumn('contact_point', 'value');
const isEmbedded = testEngine() === 'sqlite';

let test: TestKeyStore;
beforeEach(async () => {
  test = await createTestKeyStore();
});
afterEach(async () => await test.drop());

function keyBytes(ring: KeyRing, subjectId: number): string | undefined {
  return ring.current(subjectId)?.key.export().toString('hex');
}
function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

describe('a key store', () => {
  it('makes each subject one key, durable and the same in every process', async () => {
    const one = test.open();
    const made = await one.ensure([7, 8, 7]);
    const other = await test.open().ensure([8, 7, 9]);
    expect(keyBytes(made, 7)).toMatch(/^[0-9a-f]{64}$/);
    expect([keyBytes(other, 7), keyBytes(other, 8)]).toEqual([keyBytes(made, 7), keyBytes(made, 8)]);
    expect(new Set([7, 8, 9].map((id) => keyBytes(other, id))).size).toBe(3);
    expect(made.current(7)).toMatchObject({ generation: 1, masterVersion: 1 });
    expect((await one.load([10])).current(10)).toBeUndefined();
  });

  it('makes and reads thousands in one call', async () => {
    const ids = range(1, 5_000);
    const made = await test.open().ensure(ids);
    const read = await test.open({ remembered: 10 }).load([...ids, 5_001]);
    expect(ids.every((id) => keyBytes(read, id) === keyBytes(made, id))).toBe(true);
    expect(new Set(ids.map((id) => keyBytes(made, id))).size).toBe(5_000);
  });

  it('gives processes that make the same keys at once the same ones', async () => {
    const stores = range(0, 4).map(() => test.open());
    const rings = await Promise.all(stores.map(async (store, i) => await store.ensure(range(1 + i * 50, 400))));
    const shared = range(151, 250);
    for (const id of shared) {
      const seen = new Set(rings.map((ring) => keyBytes(ring, id)));
      expect([id, seen.size, seen.has(undefined)]).toEqual([id, 1, false]);
    }
    const names = await Promise.all(stores.map(async (store) => await store.ready()));
    expect(new Set(names).size).toBe(1);
  });

  it('remembers no more keys than it may, and gives the right ones all the same', async () => {
    const store = test.open({ remembered: 3 });
    const made = await store.ensure(range(1, 20));
    expect((await store.parts()).cache.size).toBe(2);
    const read = await store.load(range(1, 20));
    expect(range(1, 20).map((id) => keyBytes(read, id))).toEqual(range(1, 20).map((id) => keyBytes(made, id)));
  });

  it('destroys keys for every process at its next use, and never makes them anew', async () => {
    const [one, other] = [test.open(), test.open()];
    const ring = await one.ensure([1, 2, 3]);
    const key = ring.current(1);
    if (!key) throw new Error('no key');
    const place = { at, rowId: 4, subjectId: 1 };
    const sealed = new Sealed(place, sealValue(key, place, '+8613812345678'));
    await other.load([1, 2, 3]);
    expect(await one.destroy([1, 99])).toBe(1);
    for (const store of [one, other, test.open()]) {
      const after = await store.load([1, 2, 99]);
      expect([after.current(1), after.find(1, 1), after.find(99, 1)]).toEqual([undefined, 'DESTROYED', 'DESTROYED']);
      expect(keyBytes(after, 2)).toBe(keyBytes(ring, 2));
      const again = await store.ensure([1, 3]);
      expect([again.current(1), again.find(1, 1)]).toEqual([undefined, 'DESTROYED']);
      const grant = new UnsealGrant({ keys: again, purpose: 'SERVICE', allows: () => true });
      expect(sealed.unseal(grant)).toEqual({ state: 'DESTROYED' });
    }
    expect(await other.destroy([1])).toBe(0);
  });

  it('lets tombstones beat keys that a restore brought back', async () => {
    const store = test.open();
    await store.ensure([1]);
    const { db } = await store.parts();
    const rows = await db.read.selectFrom('subject_key').selectAll().execute();
    await store.destroy([1]);
    await db.transaction(async (trx) => await trx.insertInto('subject_key').values(rows).execute());
    const ring = await test.open().load([1]);
    expect([ring.current(1), ring.find(1, 1)]).toEqual([undefined, 'DESTROYED']);
  });

  it('keeps older keys readable beside a newer one', async () => {
    const store = test.open();
    const before = await store.ensure([1]);
    const first = before.current(1);
    if (!first) throw new Error('no key');
    const place = { at, rowId: 4, subjectId: 1 };
    const sealed = sealValue(first, place, 'old');
    const after = await store.addGeneration([1], 2);
    expect(after.current(1)?.generation).toBe(2);
    expect(keyBytes(after, 1)).not.toBe(keyBytes(before, 1));
    const old = after.find(1, 1);
    expect(typeof old === 'object' && openValue(old, place, sealed)).toBe('old');
    expect(keyBytes(await test.open().addGeneration([1], 2), 1)).toBe(keyBytes(after, 1));
  });

  it('has index keys, the same in every process', async () => {
    const [one, other] = await Promise.all([test.open().indexKeys(), test.open().indexKeys()]);
    expect(one.living.map(({ version }) => version)).toEqual([1]);
    expect(one.current.key.equals(other.current.key)).toBe(true);
  });
});

describe('a key store that cannot be trusted keeps the program from starting', () => {
  const begun = async () => {
    const store = test.open();
    await store.ensure([1]);
    await store.close();
  };

  it('when the master key is missing', async () => {
    await begun();
    rmSync(test.masterFile);
    await expect(test.open().ready()).rejects.toThrow(
      new KeyProblem(
        `${test.masterFile} is missing: put it back from your copy, or run \`dossier keys import-recovery\`. Without it no sealed value can be opened.`,
      ),
    );
  });

  it("when the master key is another store's", async () => {
    await begun();
    const other = await createTestKeyStore();
    await other.open().ready();
    writeFileSync(test.masterFile, readFileSync(other.masterFile), { mode: 0o600 });
    await other.drop();
    await expect(test.open().ready()).rejects.toThrow(
      `${test.masterFile} does not hold master key 1 of this key store: put the right one back`,
    );
  });

  it.each(['', 'secret words', '{"format":"dossier-master-keys/1","keys":[]}'])(
    'when the file holds %j, which is not shown',
    async (content) => {
      await begun();
      writeFileSync(test.masterFile, content);
      await expect(test.open().ready()).rejects.toThrow(/^[^ ]+master\.key does not hold master keys as they were/);
    },
  );

  it.runIf(process.platform !== 'win32')('when others may read it', async () => {
    await begun();
    expect(statSync(test.masterFile).mode & 0o777).toBe(0o600);
    for (const mode of [0o640, 0o604, 0o666]) {
      chmodSync(test.masterFile, mode);
      await expect(test.open().ready()).rejects.toThrow(
        `${test.masterFile} can be read by others on this machine: run \`chmod 600 ${test.masterFile}\``,
      );
    }
    chmodSync(test.masterFile, 0o600);
    await test.open().ready();
  });

  it.runIf(isEmbedded)('when the embedded store is damaged', async () => {
    await begun();
    const path = join(dirname(test.masterFile), 'subjects.sqlite');
    for (const left of ['-wal', '-shm']) rmSync(path + left, { force: true });
    writeFileSync(path, 'no database at all, though long enough to be looked at as one'.repeat(20));
    await expect(test.open().ready()).rejects.toThrow('is not a key store, or it is damaged');
  });

  it('and goes on when they are back', async () => {
    await begun();
    renameSync(test.masterFile, `${test.masterFile}.away`);
    const store = test.open();
    await expect(store.ready()).rejects.toThrow(KeyProblem);
    renameSync(`${test.masterFile}.away`, test.masterFile);
    expect((await store.load([1])).current(1)?.generation).toBe(1);
  });
});

describe.runIf(isEmbedded)('the files of the embedded store', () => {
  it('are for their owner only, hold no plain key, and nothing at all of a destroyed one', async () => {
    const store = test.open();
    const ring = await store.ensure(range(1, 300));
    const { db } = await store.parts();
    const folder = dirname(test.masterFile);
    const bytes = () => readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    const holds = (part: Uint8Array) => bytes().some((content) => content.includes(Buffer.from(part)));
    const rows = await db.read.selectFrom('subject_key').select(['subject_id', 'wrapped']).execute();
    expect(rows.every(({ wrapped }) => holds(wrapped))).toBe(true);
    expect(range(1, 300).some((id) => holds(ring.current(id)?.key.export() ?? Buffer.from('none')))).toBe(false);
    if (process.platform !== 'win32') {
      expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual(
        readdirSync(folder).map(() => 0),
      );
    }
    await store.destroy(range(101, 100));
    const gone = rows.filter(({ subject_id }) => subject_id > 100 && subject_id <= 200);
    expect(gone.length).toBe(100);
    expect(gone.filter(({ wrapped }) => holds(wrapped))).toEqual([]);
    expect(holds(rows.find(({ subject_id }) => subject_id === 300)?.wrapped ?? Buffer.alloc(0))).toBe(true);
  });
});
