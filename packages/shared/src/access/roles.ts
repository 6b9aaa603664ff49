/** What a person or program may do. Screens and use cases ask for these, never for roles. */
export const PERMISSIONS = [
  'CUSTOMER_READ',
  'CUSTOMER_WRITE',
  'CUSTOMER_EXPORT',
  'CUSTOMER_COUNT',
  'CUSTOMER_CLAIM',
  'CUSTOMER_LOOK_UP',
  'CUSTOMER_MERGE',
  'IDENTITY_READ',
  'CASE_OPEN',
  'IMPORT_RUN',
  'IMPORT_PURGE',
  'SETTINGS_READ',
  'SETTINGS_WRITE',
  'USER_MANAGE',
  'POLICY_READ',
  'POLICY_WRITE',
  'AUDIT_READ',
  'JOB_READ',
  'JOB_MANAGE',
  'KEY_MANAGE',
  'TOKEN_OWN',
  'PRIVACY_MANAGE',
  'CONSENT_RECORD',
  'CUSTOMER_ERASE',
  'DISCLOSURE_READ',
  'PARTNER_MANAGE',
  'PARTNER_APPROVE',
  'PARTNER_DEVELOP',
] as const;

/** See {@link PERMISSIONS}. */
export type Permission = (typeof PERMISSIONS)[number];

/** The roles that every installation has. What each may do is the access policy's to say, see `BUILT_IN_POLICY`. */
export const ROLES = [
  'SECURITY_ADMIN',
  'PRIVACY_OFFICER',
  'AUDITOR',
  'DATA_STEWARD',
  'MANAGER',
  'SALES',
  'SUPPORT',
  'ANALYST',
  'VIEWER',
  'PARTNER_DEVELOPER',
] as const;

/** See {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** What break-glass adds for its hour, under the name of a role that nobody can be given. */
export const BREAK_GLASS = 'BREAK_GLASS';
/** Whatever rights are worked out from. */
export type GrantedRole = Role | typeof BREAK_GLASS;

/**
 * The role of people of a partner company. They are no staff: it is given on the page of their app, is the only one they have, and
 * no policy makes it more than that page.
 */
export const PARTNERS_ROLE: Role = 'PARTNER_DEVELOPER';

/** The roles that people who work here may be given. */
export const STAFF_ROLES: readonly Role[] = ROLES.filter((role) => role !== PARTNERS_ROLE);

/** What older installations called their roles, and which ones took their place. */
export const FORMER_ROLES: Readonly<Record<string, readonly Role[]>> = {
  ADMIN: ['SECURITY_ADMIN', 'DATA_STEWARD', 'MANAGER'],
  STEWARD: ['DATA_STEWARD'],
};
