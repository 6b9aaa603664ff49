import { randomBytes } from 'node:crypto';
import { SYSTEM } from '../context/actor.ts';
import { createContext, type Ctx, type Services } from '../context/context.ts';
import { createPublicIds } from '../crypto/public-ids.ts';
import type { Database } from '../database/database.ts';
import { createEvents } from '../graphql/pubsub.ts';
import type { Logger } from '../log/log.ts';

/** A log that keeps nothing. */
export const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {}, child: () => SILENT };

/** What a process has, for tests: throw-away keys, default settings, no log. */
export function createTestServices(db: Database, dataFolder: string, overrides: Partial<Services> = {}): Services {
  const keys = { publicIds: randomBytes(16), tokens: randomBytes(32), digests: randomBytes(32) };
  return {
    db,
    keys,
    publicIds: createPublicIds(keys.publicIds),
    log: SILENT,
    dataFolder,
    settings: async () => ({
      installationName: 'Test',
      timeZone: 'Asia/Shanghai',
      defaultLocale: 'en',
      defaultCurrency: 'CNY',
      defaultPhoneRegion: 'CN',
      numberPattern: 'C{seq:8}',
    }),
    events: createEvents(db.read, SILENT),
    now: () => Date.now(),
    ...overrides,
  };
}

/** A context in which the system itself acts. */
export function systemContext(services: Services, requestId = 'test'): Ctx {
  return createContext(services, { actor: SYSTEM, locale: 'en', requestId });
}
