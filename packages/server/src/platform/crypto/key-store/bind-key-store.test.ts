import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestServices } from '../../testing/test-context.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { bindKeyStore, checkBinding } from './bind-key-store.ts';
import type { KeyStore } from './key-store.ts';

let test: TestDatabase;
const opened: KeyStore[] = [];
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await test.drop();
});
function storeIn(folder: string): KeyStore {
  const { keyStore } = createTestServices(test.db, join(test.folder, folder));
  opened.push(keyStore);
  return keyStore;
}

describe('a database and its key store', () => {
  it('do not know of each other before anything is sealed', async () => {
    await checkBinding(test.db, storeIn('a'));
    await checkBinding(test.db, storeIn('b'));
  });

  it('belong together from the first sealed value on', async () => {
    const [own, same, other] = [storeIn('a'), storeIn('a'), storeIn('b')];
    await Promise.all([bindKeyStore(test.db, own, 1), bindKeyStore(test.db, same, 2)]);
    await bindKeyStore(test.db, own, 3);
    await checkBinding(test.db, same);
    const expected = `This database is sealed with the key store ${await own.ready()}, and the one at hand is ${await other.ready()}`;
    await expect(checkBinding(test.db, other)).rejects.toThrow(expected);
    await expect(bindKeyStore(test.db, other, 4)).rejects.toThrow(expected);
    const rows = await test.db.read.selectFrom('key_store_binding').selectAll().execute();
    expect(rows).toEqual([{ id: 1, key_store: await own.ready(), bound_at: expect.any(Number) }]);
  });
});
