import { generateKeySync } from 'node:crypto';
import type { KeyStore } from '../../../platform/crypto/key-store/key-store.ts';
import type { KeyRing } from '../../../platform/crypto/sealing/key-ring.ts';

/**
 * The keys of a rehearsal: those of the installation's customers, and for the customers that it makes up one key in common,
 * which is nowhere but in memory. No key is made in the installation's store.
 */
export function rehearsalKeyStore(real: KeyStore): KeyStore {
  const madeUp = { key: generateKeySync('aes', { length: 256 }), generation: 1, masterVersion: 1 };
  const ringOf = async (subjectIds: readonly number[]): Promise<KeyRing> => {
    const known = await real.load(subjectIds);
    return {
      current: (id) => (known.find(id, madeUp.generation) === 'DESTROYED' ? undefined : (known.current(id) ?? madeUp)),
      find: (id, generation) => known.find(id, generation) ?? madeUp.key,
    };
  };
  return { ...real, spec: undefined, load: ringOf, ensure: ringOf };
}
