import type { Role } from '@dossier/shared/access';

/** Staff of the attacked installation: one of each role, and some more. */
export const ROLE_OF = {
  seller: 'SALES',
  support: 'SUPPORT',
  viewer: 'VIEWER',
  auditor: 'AUDITOR',
  analyst: 'ANALYST',
  steward: 'DATA_STEWARD',
  manager: 'MANAGER',
  officer: 'PRIVACY_OFFICER',
  guardian: 'SECURITY_ADMIN',
  /** Holds break-glass in the session that is used in person. */
  rescuer: 'MANAGER',
  // Nobody attacks as these: things are done to them.
  newcomer: 'VIEWER',
  leaver: 'SALES',
  mover: 'SALES',
} as const satisfies Record<string, Role>;

/** One of them. */
export type Person = keyof typeof ROLE_OF;

/** Who attacks: somebody without credentials, an app, or a person by token, in person, or in a session that proved nothing for long. */
export type Principal = 'anonymous' | 'app' | Person | `${Person} in person` | `${Person} long ago`;
