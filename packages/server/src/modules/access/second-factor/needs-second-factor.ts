import { type Permission, ROLE_PERMISSIONS, type Role } from '@dossier/shared/access';

/** Rights to read personal data in full, to take it out, or to decide about security: a password alone is too little for them. */
const BEHIND_SECOND_FACTOR: ReadonlySet<Permission> = new Set([
  'CUSTOMER_WRITE',
  'CUSTOMER_EXPORT',
  'IMPORT_RUN',
  'IMPORT_PURGE',
  'SETTINGS_WRITE',
  'USER_MANAGE',
  'AUDIT_READ',
  'JOB_MANAGE',
]);

/** Whether people with these roles must have a second factor; without one they may do nothing but set one up. */
export function needsSecondFactor(roles: readonly Role[]): boolean {
  return roles.some((role) => ROLE_PERMISSIONS[role].some((permission) => BEHIND_SECOND_FACTOR.has(permission)));
}
