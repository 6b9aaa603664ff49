import { createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { decryptFrom, encryptInto, GCM_OVERHEAD, SealBroken } from '../sealing/aes-gcm.ts';
import { type KeyWrapper, WrongMasterKey } from './key-wrapper.ts';
import {
  beginMasterFile,
  KEY_BYTES,
  type MasterKey,
  type MasterKeys,
  readMasterFile,
  writeMasterFile,
} from './master-file.ts';

/** A wrapper whose keys can be given away: for the recovery file. */
export interface FileWrapper extends KeyWrapper {
  readonly kind: 'file';
  /** All versions there are. */
  keys(): MasterKeys;
  /** Writes the first master key if there is none. Only for a key store that wraps nothing yet. */
  begin(): void;
}

/** Wraps with master keys from a file of mode 0600. Nothing is read before it is needed. */
export function createFileWrapper(path: string, now: () => number): FileWrapper {
  const kept = createKeptWrapper(path, now, {
    read: () => readMasterFile(path),
    write: (keys) => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeMasterFile(path, keys);
    },
    begin: (first) => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      if (!existsSync(path)) beginMasterFile(path, first);
    },
  });
  return { ...kept, spec: { kind: 'file', path } };
}

/** Wraps with these master keys: to try them out before they are written anywhere. */
export function createTrialWrapper(keys: MasterKeys, place: string): FileWrapper {
  const refuse = () => {
    throw new Error('these master keys are only tried out');
  };
  return createKeptWrapper(place, () => 0, { read: () => keys, write: refuse, begin: refuse });
}

function createKeptWrapper(
  place: string,
  now: () => number,
  kept: {
    readonly read: () => MasterKeys;
    readonly write: (keys: readonly MasterKey[]) => void;
    readonly begin: (first: MasterKey) => void;
  },
): FileWrapper {
  let known: MasterKeys | undefined;
  const keys = () => (known ??= kept.read());
  const current = (): MasterKey => {
    const newest = [...keys().values()].at(-1);
    if (!newest) throw new WrongMasterKey(0);
    return newest;
  };

  return {
    kind: 'file',
    place,
    keys,
    begin: () => kept.begin(newKey(1, now())),
    currentVersion: async () => current().version,
    refresh: async () => {
      known = undefined;
    },
    wrap: async (items) => {
      const { version, key } = current();
      return items.map((item) => {
        const wrapped = Buffer.allocUnsafe(KEY_BYTES + GCM_OVERHEAD);
        encryptInto(wrapped, 0, key, boundTo(item.bound, version), item.key);
        return { masterVersion: version, wrapped };
      });
    },
    unwrap: async (items) =>
      items.map(({ masterVersion, wrapped, bound }) => {
        if (!keys().has(masterVersion)) known = undefined;
        const master = keys().get(masterVersion);
        if (!master) throw new WrongMasterKey(masterVersion);
        try {
          const key = decryptFrom(wrapped, 0, master.key, boundTo(bound, masterVersion));
          if (key.length === KEY_BYTES) return key;
        } catch (error) {
          if (!(error instanceof SealBroken)) throw error;
        }
        throw new WrongMasterKey(masterVersion);
      }),
    addVersion: async () => {
      const before = kept.read();
      const version = Math.max(...before.keys()) + 1;
      kept.write([...before.values(), newKey(version, now())]);
      known = undefined;
      return version;
    },
    close: () => {
      known = undefined;
    },
  };
}

function newKey(version: number, createdAt: number): MasterKey {
  const bytes = randomBytes(KEY_BYTES);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { version, key, createdAt };
}

function boundTo(bound: string, version: number): Buffer {
  return Buffer.from(`${bound}|${version}`, 'latin1');
}
