import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { ALL_GRANTS, SYSTEM } from '../context/actor.ts';
import { createContext, type Ctx, type InstallationSettings, type Services } from '../context/context.ts';
import { makeAuditKeys } from '../crypto/audit-keys.ts';
import { createFileWrapper } from '../crypto/key-store/file-wrapper.ts';
import { createKeyStore, type KeyStore } from '../crypto/key-store/key-store.ts';
import { createPublicIds } from '../crypto/public-ids.ts';
import type { Database } from '../database/database.ts';
import { createEvents } from '../graphql/pubsub.ts';
import type { Logger } from '../log/log.ts';
import type { TestDatabase } from './test-database.ts';

/** A log that keeps nothing. */
export const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT };

/** The settings that tests run with. */
export const TEST_SETTINGS: InstallationSettings = {
  installationName: 'Test',
  timeZone: 'Asia/Shanghai',
  defaultLocale: 'en',
  defaultCurrency: 'CNY',
  defaultPhoneRegion: 'CN',
  numberPattern: 'C{yy}{seq:8}{check}',
  massExportAbove: 1_000,
};

/** 2026-03-05T08:30:00Z: where the clock of {@link createTestContext} stands until it is moved. */
export const TEST_NOW = Date.UTC(2026, 2, 5, 8, 30);

/** What a process has, for tests: throw-away keys, {@link TEST_SETTINGS}, no log. */
export function createTestServices(db: Database, dataFolder: string, overrides: Partial<Services> = {}): Services {
  const keys = {
    publicIds: randomBytes(16),
    tokens: randomBytes(32),
    digests: randomBytes(32),
    factors: randomBytes(32),
    audit: makeAuditKeys(),
  };
  return {
    db,
    keys,
    publicIds: createPublicIds(keys.publicIds),
    keyStore: createTestKeyStore(join(dataFolder, 'keys')),
    log: SILENT,
    dataFolder,
    auditWitness: join(dataFolder, 'audit-witness.jsonl'),
    settings: async () => TEST_SETTINGS,
    events: createEvents(db.read, SILENT),
    now: () => Date.now(),
    ...overrides,
  };
}

/** An embedded key store in this folder; made when it is first used. */
function createTestKeyStore(folder: string): KeyStore {
  const now = () => Date.now();
  return createKeyStore({
    address: { engine: 'sqlite', path: join(folder, 'subjects.sqlite') },
    wrapper: createFileWrapper(join(folder, 'master.key'), now),
    now,
  });
}

/** A context in which the system itself acts. */
export function systemContext(services: Services, requestId = 'test'): Ctx {
  return createContext(services, { actor: SYSTEM, locale: 'en', requestId });
}

/** A context of an all-permitted user on a test database, with a clock that tests move. */
export function createTestContext(test: TestDatabase): Ctx & { clock: { now: number } } {
  const clock = { now: TEST_NOW };
  const services = createTestServices(test.db, test.folder, { now: () => clock.now });
  const actor = {
    kind: 'user' as const,
    userId: 1,
    name: 'Test',
    permissions: ALL_GRANTS.permissions,
    grants: ALL_GRANTS,
    sessionId: undefined,
    tokenId: undefined,
    secondFactor: true,
    provedAt: TEST_NOW,
  };
  return { ...createContext(services, { actor, locale: 'en', requestId: 'test' }), clock };
}
