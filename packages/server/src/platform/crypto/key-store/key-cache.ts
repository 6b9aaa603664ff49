import type { KeyObject } from 'node:crypto';
import type { DataKey } from '../sealing/envelope.ts';
import type { KeyRing } from '../sealing/key-ring.ts';

/** Subjects whose keys a process remembers; about 1 KB each. */
const REMEMBERED = 20_000;

/** A subject's keys, oldest generation first; or that they are gone. */
export type SubjectKeys = readonly DataKey[] | 'DESTROYED';

/**
 * Remembers the keys of subjects, and forgets those that were not asked for the longest: half of them at once, since taking
 * the oldest out of a large map one by one costs more than sealing does.
 */
export class KeyCache {
  #recent = new Map<number, SubjectKeys>();
  #older = new Map<number, SubjectKeys>();
  readonly #most: number;
  #stamp = 0;

  constructor(most: number = REMEMBERED) {
    this.#most = most;
  }
  get size(): number {
    return this.#recent.size + this.#older.size;
  }
  /** Changes with every {@link clear}. */
  get stamp(): number {
    return this.#stamp;
  }
  get(subjectId: number): SubjectKeys | undefined {
    const recent = this.#recent.get(subjectId);
    if (recent !== undefined) return recent;
    const older = this.#older.get(subjectId);
    if (older !== undefined) this.#remember(subjectId, older);
    return older;
  }
  /** Remembers what was begun to be read when the cache was at `stamp`; not if it was cleared since. */
  set(subjectId: number, keys: SubjectKeys, stamp: number): void {
    if (stamp !== this.#stamp) return;
    this.#remember(subjectId, keys);
  }
  clear(): void {
    this.#stamp++;
    this.#recent.clear();
    this.#older.clear();
  }

  #remember(subjectId: number, keys: SubjectKeys): void {
    this.#older.delete(subjectId);
    this.#recent.set(subjectId, keys);
    if (this.#recent.size <= this.#most / 2) return;
    this.#older = this.#recent;
    this.#recent = new Map();
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
