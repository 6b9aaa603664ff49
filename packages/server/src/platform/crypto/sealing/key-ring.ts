import type { KeyObject } from 'node:crypto';
import type { DataKey } from './envelope.ts';

/** The keys of some subjects, in memory. Short-lived: what was destroyed since is still in it. */
export interface KeyRing {
  /** The key that new values of a subject are sealed with; undefined when it has none (yet, or any more). */
  current(subjectId: number): DataKey | undefined;
  /** One of a subject's keys. `DESTROYED`: it had one, and nobody has it any more. Undefined: it is not known here. */
  find(subjectId: number, generation: number): KeyObject | 'DESTROYED' | undefined;
}
