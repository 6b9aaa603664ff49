import type { Permission, Role } from '@dossier/shared/access';
import type { Database } from '../../../platform/database/database.ts';
import type { CompiledGrants } from '../../../platform/policy/compile-grants.ts';
import { presentGrants } from '../policy/grants-of.ts';

/** Rights to take data out, to decide about security or privacy, or to see what others did: a password alone is too little. */
const BEHIND_SECOND_FACTOR: readonly Permission[] = [
  'CUSTOMER_EXPORT',
  'IMPORT_RUN',
  'IMPORT_PURGE',
  'SETTINGS_WRITE',
  'USER_MANAGE',
  'POLICY_WRITE',
  'PRIVACY_MANAGE',
  'AUDIT_READ',
  'JOB_MANAGE',
];

/**
 * Whether who has these rights must have a second factor: they read personal values of some customers in full, or hold one of
 * the rights above. Without one they may do nothing but set one up.
 */
export function needsSecondFactor(grants: CompiledGrants): boolean {
  const readsInFull = (['PERSONAL', 'SENSITIVE'] as const).some(
    (dataClass) => grants.reach(dataClass, 'READ_FULL').length > 0,
  );
  return readsInFull || BEHIND_SECOND_FACTOR.some((permission) => grants.permissions.has(permission));
}

/** The same for a user, by the policy in force. */
export async function mustHaveSecondFactor(
  db: Database,
  user: { readonly id: number; readonly roles: readonly Role[] },
): Promise<boolean> {
  return needsSecondFactor(await presentGrants(db, user.id, user.roles));
}
