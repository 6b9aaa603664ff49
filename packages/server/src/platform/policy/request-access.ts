import type { Authorised } from './pre-authorise.ts';

/** Why a value was kept back. */
export interface Withheld {
  /** Where it would stand in the answer, without positions in lists: `customers.nodes.name`. */
  readonly path: string;
  /**
   * MASKED: a part of it is shown. HIDDEN: nothing of it is. ERASED: its key was destroyed, and nobody can see it.
   * CONSENT_NOT_FOR_FIELD: nothing of it is shown to this partner app, because the customer did not consent to that.
   */
  readonly code: 'MASKED' | 'HIDDEN' | 'ERASED' | 'CONSENT_NOT_FOR_FIELD';
  /** What decided: a class and a capability that were not granted, or only for other customers; of what is erased, what would have shown it. */
  readonly rule: string;
}

/** Something that was refused for want of a right, or because nobody the actor sees is meant. */
export interface Denial {
  readonly code: 'FORBIDDEN' | 'NOT_ALLOWED' | 'NOT_FOUND';
  /** What of the schema was asked for, where that was refused before anything ran. */
  readonly coordinates: readonly string[];
}

/** What is known of the rights of one request while it is answered. */
export interface RequestAccess {
  /** What was decided before the operation began; undefined until then. */
  authorised: Authorised | undefined;
  /** What was kept back, by path. */
  readonly withheld: Map<string, Withheld>;
  /** For partner apps: the fields that were given away, by the customer's key. */
  readonly disclosed: Map<number, Set<string>>;
  /** What was shown in full of customers' personal values, by the customer's key: see `platform/policy/seen-fields`. */
  readonly seen: Map<number, number>;
  /** What was refused. */
  readonly denials: Denial[];
  /** When break-glass counts in this request: which, and the customers whose rows the answer is made from, by key. */
  breakGlass?: { readonly id: number; readonly met: Set<number> };
}

/** The access of a request that nothing has been decided of. */
export function newRequestAccess(): RequestAccess {
  return { authorised: undefined, withheld: new Map(), disclosed: new Map(), seen: new Map(), denials: [] };
}

/** What was kept back of a request, by path: what stands beside each other is read at once, and what came first is chance. */
export function withheldFrom({ withheld }: RequestAccess): readonly Withheld[] {
  return [...withheld.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
