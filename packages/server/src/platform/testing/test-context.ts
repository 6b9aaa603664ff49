import { PERMISSIONS } from '@dossier/shared/access';
import { createContext, type Ctx, type InstallationSettings, type Services } from '../context/context.ts';
import { openKeys } from '../crypto/keys.ts';
import { createPublicIds } from '../crypto/public-ids.ts';
import { createEvents } from '../graphql/pubsub.ts';
import { createLog } from '../log/log.ts';
import type { TestDatabase } from './test-database.ts';

/** The settings that tests run with. */
export const TEST_SETTINGS: InstallationSettings = {
  installationName: 'Test',
  timeZone: 'Asia/Shanghai',
  defaultLocale: 'en',
  defaultCurrency: 'CNY',
  defaultPhoneRegion: 'CN',
  numberPattern: 'C{yy}{seq:8}{check}',
};

/** 2026-03-05T08:30:00Z: where a test's clock stands until it is moved. */
export const TEST_NOW = Date.UTC(2026, 2, 5, 8, 30);

/** A context of an all-permitted user on a test database, with a clock that tests move. */
export function createTestContext(test: TestDatabase): Ctx & { clock: { now: number } } {
  const clock = { now: TEST_NOW };
  const log = createLog('silent');
  const keys = openKeys(`${test.folder}/keys`);
  const services: Services = {
    db: test.db,
    keys,
    publicIds: createPublicIds(keys.publicIds),
    log,
    dataFolder: test.folder,
    settings: async () => TEST_SETTINGS,
    now: () => clock.now,
    events: createEvents(test.db.read, log),
  };
  const actor = {
    kind: 'user' as const,
    userId: 1,
    name: 'Test',
    permissions: new Set(PERMISSIONS),
    sessionId: undefined,
    tokenId: undefined,
  };
  return { ...createContext(services, { actor, locale: 'en', requestId: 'test' }), clock };
}
