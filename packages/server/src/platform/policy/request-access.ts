import type { Authorised } from './pre-authorise.ts';

/** Why a value was kept back. */
export interface Withheld {
  /** Where it would stand in the answer, without positions in lists: `customers.nodes.name`. */
  readonly path: string;
  /** MASKED: a part of it is shown. HIDDEN: nothing of it is. ERASED: its key was destroyed, and nobody can see it. */
  readonly code: 'MASKED' | 'HIDDEN' | 'ERASED';
  /** What decided: a class and a capability that were not granted, or only for other customers; of what is erased, what would have shown it. */
  readonly rule: string;
}

/** What is known of the rights of one request while it is answered. */
export interface RequestAccess {
  /** What was decided before the operation began; undefined until then. */
  authorised: Authorised | undefined;
  /** What was kept back, by path. */
  readonly withheld: Map<string, Withheld>;
}

/** The access of a request that nothing has been decided of. */
export function newRequestAccess(): RequestAccess {
  return { authorised: undefined, withheld: new Map() };
}
