import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBlindIndex } from '../blind-index/blind-index.ts';
import { createTestKeyStore, type TestKeyStore } from '../key-store/key-store.fixture.ts';
import { addIndexVersion } from '../key-store/rotate-index.ts';
import { addMasterVersion, rewrapSome } from '../key-store/rotate-master.ts';
import { recoveryStatus } from '../key-store/store-status.ts';
import { makePassphrase } from './passphrase.ts';
import { exportRecovery, importRecovery } from './recover-keys.ts';
import { openRecovery, readRecovery, RecoveryRefused } from './recovery-file.ts';

const CHEAP = { memoryKiB: 64, passes: 1 };
const PASSPHRASE = 'correct horse battery staple';

let test: TestKeyStore;
beforeEach(async () => {
  test = await createTestKeyStore();
});
afterEach(async () => await test.drop());

const putBack = async (text: string, passphrase = PASSPHRASE) =>
  await importRecovery(readRecovery(text), passphrase, {
    address: test.address,
    masterFile: test.masterFile,
    service: undefined,
  });

describe('a recovery file', () => {
  it('brings a lost master key back, with all its versions', async () => {
    const store = test.open();
    const made = await store.ensure([1, 2]);
    await addMasterVersion(store);
    const later = await store.ensure([3]);
    const { text, covers, kept } = await exportRecovery(store, PASSPHRASE, CHEAP);
    expect(covers).toEqual({ master: [1, 2], index: [1] });
    expect((await recoveryStatus(store)).state).toBe('NOT_EXPORTED');
    await kept();
    expect((await recoveryStatus(store)).state).toBe('EXPORTED');
    await store.close();

    rmSync(test.masterFile);
    expect(await putBack(text)).toEqual({ master: [1, 2], index: [] });
    if (process.platform !== 'win32') expect(statSync(test.masterFile).mode & 0o777).toBe(0o600);
    const ring = await test.open().load([1, 3]);
    expect(ring.current(1)?.key.export()).toEqual(made.current(1)?.key.export());
    expect(ring.current(3)?.key.export()).toEqual(later.current(3)?.key.export());
    expect(await putBack(text)).toEqual({ master: [], index: [] });
  });

  it('mends a master key that is damaged or wrong, and keeps versions that came later', async () => {
    const store = test.open();
    await store.ensure([1]);
    const { text } = await exportRecovery(store, PASSPHRASE, CHEAP);
    writeFileSync(test.masterFile, 'damaged', { mode: 0o600 });
    expect((await putBack(text)).master).toEqual([1]);
    const again = test.open();
    await addMasterVersion(again);
    await rewrapSome(again, undefined);
    expect((await putBack(text)).master).toEqual([]);
    expect((await test.open().load([1])).current(1)?.masterVersion).toBe(2);
  });

  it('brings back index keys that a store put back to an older state does not have', async () => {
    const store = test.open();
    const first = (await store.indexKeys()).current.version;
    await addIndexVersion(store);
    const entry = createBlindIndex(await store.indexKeys()).entryOf('phone', '+8613812345678');
    const { text } = await exportRecovery(store, PASSPHRASE, CHEAP);
    const { db } = await store.parts();
    await db.transaction(async (trx) => {
      await trx.deleteFrom('index_key').where('version', '>', first).execute();
      await trx.updateTable('index_key').set({ state: 'CURRENT' }).execute();
    });
    expect(await putBack(text)).toEqual({ master: [], index: [2] });
    const index = createBlindIndex(await store.indexKeys());
    expect(index.entryOf('phone', '+8613812345678')).toBe(entry);
    expect(index.candidatesOf('phone', '+8613812345678')).toHaveLength(2);
  });

  it('opens with its passphrase only, and not after a change of any part', async () => {
    const store = test.open();
    const { text } = await exportRecovery(store, PASSPHRASE, CHEAP);
    const file = readRecovery(text);
    const key = JSON.parse(readFileSync(test.masterFile, 'utf8')).keys[0].key;
    expect((await openRecovery(file, ` ${PASSPHRASE}\n`)).master[0]?.key).toBe(key);
    expect(text).not.toContain(key);
    const other = '00000000-0000-4000-8000-000000000000';
    const changed = [
      { ...file, storeId: other },
      { ...file, createdAt: '2020-01-01T00:00:00Z' },
      { ...file, kdf: { ...file.kdf, passes: 2 } },
      { ...file, kdf: { ...file.kdf, salt: Buffer.alloc(16).toString('base64') } },
      { ...file, sealed: Buffer.from(file.sealed, 'base64').subarray(0, -1).toString('base64') },
    ];
    for (const one of changed) await expect(openRecovery(one, PASSPHRASE)).rejects.toThrow(RecoveryRefused);
    for (const wrong of ['', 'Correct horse battery staple', `${PASSPHRASE} `.repeat(2)]) {
      await expect(putBack(text, wrong)).rejects.toThrow('The passphrase is not the one');
    }
  });

  it('takes a passphrase of ours however it is typed', async () => {
    const passphrase = makePassphrase();
    expect(passphrase).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(makePassphrase()).not.toBe(passphrase);
    const { text } = await exportRecovery(test.open(), passphrase, CHEAP);
    await openRecovery(readRecovery(text), passphrase.toLowerCase().replaceAll('-', ' '));
  });

  it("is refused when it is another store's, or when nothing is there to recover; nothing is written then", async () => {
    const other = await createTestKeyStore();
    const { text } = await exportRecovery(other.open(), PASSPHRASE, CHEAP);
    await other.drop();
    await expect(putBack(text)).rejects.toThrow('There is no key store to recover');
    await test.open().ready();
    const before = readFileSync(test.masterFile, 'utf8');
    await expect(putBack(text)).rejects.toThrow('It belongs to the key store');
    expect(readFileSync(test.masterFile, 'utf8')).toBe(before);
  });

  it.each(['', 'x', '{}', '{"format":"dossier-recovery/2"}'])('is not %j', (text) => {
    expect(() => readRecovery(text)).toThrow('It is not a recovery file, or it is not whole.');
  });

  it('cannot ask for more memory than there is', async () => {
    const { text } = await exportRecovery(test.open(), PASSPHRASE, CHEAP);
    expect(() => readRecovery(text.replace('"memoryKiB": 64', '"memoryKiB": 4000000'))).toThrow(RecoveryRefused);
  });
});
