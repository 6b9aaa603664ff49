import { join } from 'node:path';
import { type DatabaseAddress, parseDatabaseUrl } from '../../database/database-url.ts';
import { createTestDatabase, testEngine } from '../../testing/test-database.ts';
import { createFileWrapper, type FileWrapper } from './file-wrapper.ts';
import { createKeyStore, type KeyStore } from './key-store.ts';

/** A place for a key store of the engine under test, and stores on it as different processes would open them. */
export interface TestKeyStore {
  readonly folder: string;
  readonly address: DatabaseAddress;
  readonly masterFile: string;
  readonly clock: { now: number };
  open(options?: { remembered?: number; wrapper?: FileWrapper }): KeyStore;
  drop(): Promise<void>;
}

/** Makes one. */
export async function createTestKeyStore(): Promise<TestKeyStore> {
  const test = await createTestDatabase({ migrated: false });
  const address =
    testEngine() === 'sqlite'
      ? { engine: 'sqlite' as const, path: join(test.folder, 'keys', 'subjects.sqlite') }
      : parseDatabaseUrl(test.url);
  const masterFile = join(test.folder, 'keys', 'master.key');
  const clock = { now: 1_700_000_000_000 };
  const now = () => clock.now;
  const opened: KeyStore[] = [];
  return {
    folder: test.folder,
    address,
    masterFile,
    clock,
    open: ({ remembered, wrapper } = {}) => {
      const store = createKeyStore({
        address,
        wrapper: wrapper ?? createFileWrapper(masterFile, now),
        now,
        ...(remembered === undefined ? {} : { remembered }),
      });
      opened.push(store);
      return store;
    },
    drop: async () => {
      for (const store of opened) await store.close();
      await test.drop();
    },
  };
}
