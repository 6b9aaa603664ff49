import type { Locale } from '@dossier/shared/error';
import type { Actor } from './actor.ts';
import { type Client, NO_CLIENT } from './client.ts';
import type { BreachedPasswords } from '../breached-passwords/breached-passwords.ts';
import type { PublicIds } from '../crypto/public-ids.ts';
import type { KeyStore } from '../crypto/key-store/key-store.ts';
import type { Keys } from '../crypto/keys.ts';
import type { Database } from '../database/database.ts';
import type { Events } from '../graphql/pubsub.ts';
import type { Logger } from '../log/log.ts';
import { newRequestAccess, type RequestAccess } from '../policy/request-access.ts';

/** What an administrator can change about the installation while it runs; a snapshot for one request or job step. */
export interface InstallationSettings {
  readonly installationName: string;
  /** IANA zone of naive times in files and of dates in customer numbers. */
  readonly timeZone: string;
  readonly defaultLocale: Locale;
  /** ISO 4217. */
  readonly defaultCurrency: string;
  /** ISO 3166-1 alpha-2: the region of phone numbers written without one. */
  readonly defaultPhoneRegion: string;
  /** The customer number pattern, in the pattern language of shared/customer-number. */
  readonly numberPattern: string;
  /** Above so many customers within a day, exports of personal values wait for an approval; `MASS_EXPORT_ABOVE` at most. */
  readonly massExportAbove: number;
}

/** What lives as long as the process: made once in `app`, handed to every context. */
export interface Services {
  readonly db: Database;
  readonly keys: Keys;
  readonly publicIds: PublicIds;
  /** The keys of sealed values, outside the database. */
  readonly keyStore: KeyStore;
  readonly log: Logger;
  /** The folder for uploads, exports and backups. */
  readonly dataFolder: string;
  /** The file that signed checkpoints of the audit chain are added to; better on another volume. */
  readonly auditWitness: string;
  readonly settings: () => Promise<InstallationSettings>;
  /** What was committed, as it happens, from any process: the source of subscriptions. */
  readonly events: Events;
  /** How dear a password hash is; only tests make it cheaper than the default. */
  readonly passwordCost?: { readonly memoryKiB: number; readonly passes: number };
  /** Where passwords that were in leaks are looked up, if the operator named a place. */
  readonly breachedPasswords?: BreachedPasswords | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Everything a use case may reach. One per request, job step or command; nothing in it outlives that. */
export interface Ctx extends Services {
  readonly actor: Actor;
  readonly locale: Locale;
  readonly requestId: string;
  /** What was decided about this request, and what was kept back from it. */
  readonly access: RequestAccess;
  /** The program at the other end of the request; stands for nobody in jobs and commands. */
  readonly client: Client;
  /**
   * The one instance of `make` in this context, for example a batch loader. Keyed by the function itself, so declare it
   * once at the top of a module.
   */
  readonly once: <T>(make: (ctx: Ctx) => T) => T;
  /** Forgets what `once` made: after a write, loaders must read again. */
  readonly forget: () => void;
}

/** Makes a context for one request, job step or command. */
export function createContext(
  services: Services,
  of: { actor: Actor; locale: Locale; requestId: string; client?: Client; access?: RequestAccess },
): Ctx {
  const made = new Map<unknown, unknown>();
  const ctx: Ctx = {
    ...services,
    client: NO_CLIENT,
    access: newRequestAccess(),
    ...of,
    once: <T>(make: (ctx: Ctx) => T): T => {
      if (!made.has(make)) made.set(make, make(ctx));
      // What is stored under a function is what that function returned.
      return made.get(make) as T;
    },
    forget: () => made.clear(),
  };
  return ctx;
}
