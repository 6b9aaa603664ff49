import type { Permission } from '@dossier/shared/access';
import type { CompiledGrants } from '../../../platform/policy/compile-grants.ts';

/** Rights to change or take out customers' data, or to decide about security: a password alone is too little for them. */
const BEHIND_SECOND_FACTOR: readonly Permission[] = [
  'CUSTOMER_WRITE',
  'CUSTOMER_EXPORT',
  'IMPORT_RUN',
  'IMPORT_PURGE',
  'SETTINGS_WRITE',
  'USER_MANAGE',
  'POLICY_WRITE',
  'PRIVACY_MANAGE',
  'AUDIT_READ',
  'JOB_MANAGE',
  'KEY_MANAGE',
  'PARTNER_MANAGE',
  'PARTNER_APPROVE',
  'PARTNER_DEVELOP',
];

/**
 * Whether people with these rights must have a second factor: those who may see personal values in full or reveal any, and
 * those with the permissions above; and everybody where the policy says so. Without one they may do nothing but set one up.
 */
export function needsSecondFactor(
  grants: Pick<CompiledGrants, 'permissions' | 'reach' | 'secondFactorForAll'>,
): boolean {
  if (grants.secondFactorForAll) return true;
  const sees = grants.reach('PERSONAL', 'READ_FULL').length > 0 || grants.reach('PERSONAL', 'REVEAL').length > 0;
  return sees || BEHIND_SECOND_FACTOR.some((permission) => grants.permissions.has(permission));
}
