/** What a person or program may do. Screens and use cases ask for these, never for roles. */
export const PERMISSIONS = [
  'CUSTOMER_READ',
  'CUSTOMER_WRITE',
  'CUSTOMER_EXPORT',
  'IMPORT_RUN',
  'IMPORT_PURGE',
  'SETTINGS_READ',
  'SETTINGS_WRITE',
  'USER_MANAGE',
  'AUDIT_READ',
  'JOB_READ',
  'JOB_MANAGE',
  'TOKEN_OWN',
  'PRIVACY_MANAGE',
  'CONSENT_RECORD',
  'DISCLOSURE_READ',
] as const;

/** See {@link PERMISSIONS}. */
export type Permission = (typeof PERMISSIONS)[number];

/** Named bundles of permissions that users have. */
export const ROLES = ['ADMIN', 'STEWARD', 'VIEWER'] as const;

/** See {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** What each role may do; several roles add up. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  ADMIN: PERMISSIONS,
  STEWARD: [
    'CUSTOMER_READ',
    'CUSTOMER_WRITE',
    'CUSTOMER_EXPORT',
    'IMPORT_RUN',
    'IMPORT_PURGE',
    'SETTINGS_READ',
    'JOB_READ',
    'TOKEN_OWN',
  ],
  VIEWER: ['CUSTOMER_READ', 'TOKEN_OWN'],
};
