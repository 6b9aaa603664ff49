import { CAPABILITIES, DATA_CLASSES, type Permission, PERMISSIONS, type Policy } from '@dossier/shared/access';
import type { Purpose } from '@dossier/shared/privacy';
import { type CompiledGrants, compileGrants } from '../policy/compile-grants.ts';

/**
 * Who acts, and what they may do. Made by `access` from a session or a token; jobs and the command line act as `system`. One
 * who is `enrolling` has shown a password, must set up a second factor, and may do nothing else: they have no permissions.
 */
export interface Actor {
  readonly kind: 'anonymous' | 'user' | 'enrolling' | 'token' | 'app' | 'system';
  /** The user's key, or the partner app's; 0 for anonymous and system. */
  readonly userId: number;
  /** Shown in audit and history, for example "Wang Li" or "system". */
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Which values of which customers they may use, and how. */
  readonly grants: CompiledGrants;
  readonly sessionId: number | undefined;
  readonly tokenId: number | undefined;
  /**
   * Whether a second factor stands behind this: the session passed one, or the token was made in such a session. True for
   * work done on a user's behalf, which was asked for in a session of theirs, and for the system.
   */
  readonly secondFactor: boolean;
  /** When the person last proved who they are (ms since 1970); 0 when nobody did. */
  readonly provedAt: number;
  /**
   * Break-glass that holds for this session: what they may do with what it adds. It counts only in the operations that
   * `underBreakGlass` says; `grants` above are their own.
   */
  readonly breakGlass?: { readonly id: number; readonly until: number; readonly grants: CompiledGrants };
  /** Of a partner app: what the request is for. The customers it sees are those who consented to that, and so are the fields. */
  readonly app?: { readonly id: number; readonly purpose: Purpose };
}

const NOBODY = { userId: 0, teamMembers: [], territories: [] };
const NO_GRANTS = compileGrants({ roles: {} }, [], NOBODY);

/** A policy with one role that may do everything: that of the installation itself. */
const EVERYTHING: Policy = {
  roles: {
    SYSTEM: {
      permissions: PERMISSIONS,
      grants: Object.fromEntries(
        DATA_CLASSES.map((dataClass) => [
          dataClass,
          Object.fromEntries(CAPABILITIES.map((capability) => [capability, ['ALL' as const]])),
        ]),
      ),
    },
  },
};

/** What the installation itself may do: everything. */
export const ALL_GRANTS: CompiledGrants = compileGrants(EVERYTHING, ['SYSTEM'], NOBODY);

/** Nobody: the actor of a request without credentials. */
export const ANONYMOUS: Actor = {
  kind: 'anonymous',
  userId: 0,
  name: 'anonymous',
  permissions: NO_GRANTS.permissions,
  grants: NO_GRANTS,
  sessionId: undefined,
  tokenId: undefined,
  secondFactor: false,
  provedAt: 0,
};

/** The installation itself: the actor of scheduled jobs, migrations and the command line. */
export const SYSTEM: Actor = {
  kind: 'system',
  userId: 0,
  name: 'system',
  permissions: ALL_GRANTS.permissions,
  grants: ALL_GRANTS,
  sessionId: undefined,
  tokenId: undefined,
  secondFactor: true,
  provedAt: 0,
};
