import { type Permission, PERMISSIONS } from '@dossier/shared/access';

/** Who acts, and what they may do. Made by `access` from a session or a token; jobs and the command line act as `system`. */
export interface Actor {
  readonly kind: 'anonymous' | 'user' | 'token' | 'system';
  /** The user's key; 0 for anonymous and system. */
  readonly userId: number;
  /** Shown in audit and history, for example "Wang Li" or "system". */
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly sessionId: number | undefined;
  readonly tokenId: number | undefined;
}

const NOTHING: ReadonlySet<Permission> = new Set();

/** Nobody: the actor of a request without credentials. */
export const ANONYMOUS: Actor = {
  kind: 'anonymous',
  userId: 0,
  name: 'anonymous',
  permissions: NOTHING,
  sessionId: undefined,
  tokenId: undefined,
};

/** The installation itself: the actor of scheduled jobs, migrations and the command line. */
export const SYSTEM: Actor = {
  kind: 'system',
  userId: 0,
  name: 'system',
  permissions: new Set(PERMISSIONS),
  sessionId: undefined,
  tokenId: undefined,
};
