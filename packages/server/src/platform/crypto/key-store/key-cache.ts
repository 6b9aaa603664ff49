import type { KeyObject } from 'node:crypto';
import type { DataKey } from '../sealing/envelope.ts';
import type { KeyRing } from '../sealing/key-ring.ts';

/** Subjects whose keys a process remembers; about 1 KB each. */
const REMEMBERED = 20_000;

/** A subject's keys, oldest generation first; or that they are gone. */
export type SubjectKeys = readonly DataKey[] | 'DESTROYED';

/** Remembers the keys of subjects, and forgets those that were not asked for the longest. */
export class KeyCache {
  readonly #keys = new Map<number, SubjectKeys>();
  readonly #most: number;
  #stamp = 0;

  constructor(most: number = REMEMBERED) {
    this.#most = most;
  }
  get size(): number {
    return this.#keys.size;
  }
  /** Changes with every {@link clear}. */
  get stamp(): number {
    return this.#stamp;
  }
  get(subjectId: number): SubjectKeys | undefined {
    const keys = this.#keys.get(subjectId);
    if (keys === undefined) return undefined;
    this.#keys.delete(subjectId);
    this.#keys.set(subjectId, keys);
    return keys;
  }
  /** Remembers what was begun to be read when the cache was at `stamp`; not if it was cleared since. */
  set(subjectId: number, keys: SubjectKeys, stamp: number): void {
    if (stamp !== this.#stamp) return;
    this.#keys.delete(subjectId);
    this.#keys.set(subjectId, keys);
    if (this.#keys.size <= this.#most) return;
    const oldest = this.#keys.keys().next().value;
    if (oldest !== undefined) this.#keys.delete(oldest);
  }
  clear(): void {
    this.#stamp++;
    this.#keys.clear();
  }
}

/** A ring of these keys. */
export function createKeyRing(keys: ReadonlyMap<number, SubjectKeys>): KeyRing {
  return {
    current: (subjectId) => {
      const found = keys.get(subjectId);
      return found === undefined || found === 'DESTROYED' ? undefined : found.at(-1);
    },
    find: (subjectId, generation): KeyObject | 'DESTROYED' | undefined => {
      const found = keys.get(subjectId);
      if (found === undefined || found === 'DESTROYED') return found;
      return found.find((one) => one.generation === generation)?.key;
    },
  };
}
