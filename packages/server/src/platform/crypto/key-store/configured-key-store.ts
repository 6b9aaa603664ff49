import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { createFileWrapper } from './file-wrapper.ts';
import { createKeyStore, type KeyStore, type KeyStoreSpec } from './key-store.ts';
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

/** The same key store as another thread has. `remembered`: how many subjects' keys this thread keeps in memory. */
export function reopenKeyStore({ address, wrapper }: KeyStoreSpec, now: () => number, remembered: number): KeyStore {
  const opened =
    wrapper.kind === 'file'
      ? createFileWrapper(wrapper.path, now)
      : createTransitWrapper({
          url: new URL(wrapper.url),
          tokenFile: wrapper.tokenFile,
          ...(wrapper.namespace === undefined ? {} : { namespace: wrapper.namespace }),
        });
  return createKeyStore({ address, wrapper: opened, now, remembered });
}
