/** A key that is to be wrapped, or what came of it, bound to a text that says which key it is. */
export interface KeyToWrap {
  readonly bound: string;
  /** 32 bytes. Callers wipe them when they are done. */
  readonly key: Buffer;
}

/** A wrapped key, for the key store. */
export interface WrappedKey {
  readonly masterVersion: number;
  readonly wrapped: Buffer;
}

/** Bytes that a wrapped key may take at most. */
export const LONGEST_WRAPPED = 512;

/** How another thread of this process opens the same wrapper: plain data. */
export type WrapperSpec =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'transit';
      readonly url: string;
      readonly tokenFile: string;
      readonly namespace: string | undefined;
    };

/** Keys other keys are wrapped with: in a file here, or in a key management service that never gives them away. */
export interface KeyWrapper {
  readonly kind: 'file' | 'transit';
  /** Undefined for one that is only tried out. */
  readonly spec?: WrapperSpec | undefined;
  /** For sentences: the file, or the address without its secrets. */
  readonly place: string;
  /** The version that wraps; versions count from 1. */
  currentVersion(): Promise<number>;
  /** Looks again: another process may have added a version. */
  refresh(): Promise<void>;
  /** Wraps many at once with the current version, in their order. */
  wrap(keys: readonly KeyToWrap[]): Promise<readonly WrappedKey[]>;
  /**
   * The plain keys, in their order.
   *
   * @throws WrongMasterKey when one was not wrapped with the master key of that version, or for another `bound`
   */
  unwrap(keys: readonly (WrappedKey & { readonly bound: string })[]): Promise<readonly Buffer[]>;
  /** Makes a new version, which wraps from now on. Returns its number. */
  addVersion(): Promise<number>;
  close(): void;
}

/** A key does not unwrap: the master key is not the one it was wrapped with, or it was tampered with. */
export class WrongMasterKey extends Error {
  readonly version: number;
  constructor(version: number) {
    super(`master key ${version} does not unwrap a key that says it was wrapped with it`);
    this.name = 'WrongMasterKey';
    this.version = version;
  }
}
