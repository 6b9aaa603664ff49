import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readSettings } from '../modules/dictionary/index.ts';
import { openBreachedPasswords } from '../platform/breached-passwords/breached-passwords.ts';
import type { Config } from '../platform/config/config.ts';
import type { Services } from '../platform/context/context.ts';
import { openConfiguredKeyStore } from '../platform/crypto/key-store/configured-key-store.ts';
import { openKeys } from '../platform/crypto/keys.ts';
import { createPublicIds } from '../platform/crypto/public-ids.ts';
import { type DatabaseOptions, openDatabase } from '../platform/database/database.ts';
import { createEvents } from '../platform/graphql/pubsub.ts';
import type { Logger } from '../platform/log/log.ts';
import { StartProblem } from './start-problem.ts';

/** Opens what a process of the installation works with. Nothing is migrated here; `close` ends it. */
export function openServices(
  config: Config,
  log: Logger,
  options?: DatabaseOptions,
): Services & { readonly close: () => Promise<void> } {
  prepareFolder(config.dataFolder, 'DOSSIER_DATA');
  if (config.database.engine === 'sqlite') prepareFolder(dirname(config.database.path), 'DATABASE_URL');
  const keys = openKeys(config.keysFolder);
  const db = openDatabase(config.database, options);
  const keyStore = openConfiguredKeyStore(config, () => Date.now());
  const events = createEvents(db.read, log);
  return {
    db,
    keys,
    publicIds: createPublicIds(keys.publicIds),
    keyStore,
    log,
    dataFolder: config.dataFolder,
    auditWitness: config.auditWitness,
    breachedPasswords: config.breachedPasswords && openBreachedPasswords(config.breachedPasswords),
    settings: async () => await readSettings(db),
    events,
    now: () => Date.now(),
    close: async () => {
      events.stop();
      await keyStore.close();
      await db.close();
    },
  };
}

function prepareFolder(folder: string, variable: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.R_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC') throw new StartProblem(`The disk that holds ${folder} is full.`);
    throw new StartProblem(
      `The folder ${folder} cannot be written to (${code}): give this user the right to, or choose another one with ${variable}.`,
    );
  }
}
