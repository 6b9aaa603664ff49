import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { createFileWrapper } from './file-wrapper.ts';
import { createKeyStore, type KeyStore } from './key-store.ts';
import { createTransitWrapper } from './transit-wrapper.ts';

/** The file with the master keys. */
export function masterFileOf(keysFolder: string): string {
  return join(keysFolder, 'master.key');
}

/** The key store that the configuration names. Opened at its first use. */
export function openConfiguredKeyStore(
  { keyStore, keysFolder, transit }: Pick<Config, 'keyStore' | 'keysFolder' | 'transit'>,
  now: () => number,
): KeyStore {
  const wrapper = transit ? createTransitWrapper(transit) : createFileWrapper(masterFileOf(keysFolder), now);
  return createKeyStore({ address: keyStore, wrapper, now });
}
