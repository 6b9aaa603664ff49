import {
  BREAK_GLASS,
  BREAK_GLASS_POLICY,
  BUILT_IN_POLICY,
  type Policy,
  SIGN_IN_RULES,
  type SignInRules,
} from '@dossier/shared/access';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { bumpPolicyEpoch } from '../access-epoch.ts';

/** A version of the policy. Version 0 is the one that the program comes with. */
export interface PolicyVersion {
  readonly version: number;
  readonly policy: Policy;
}

/** The policy in force. */
export async function currentPolicy(db: Queryable): Promise<PolicyVersion> {
  const { version, changes } = await policyChanges(db);
  return { version, policy: merged(changes) };
}

/** What the installation changed of the policy that the program comes with. */
export async function policyChanges(db: Queryable): Promise<{ version: number; changes: Policy }> {
  const row = await db
    .selectFrom('access_policy')
    .select(['version', 'document'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return { version: 0, changes: { roles: {} } };
  // Written by `addPolicyVersion` only.
  return { version: row.version, changes: JSON.parse(row.document) as Policy };
}

/**
 * Roles that an installation did not change follow the program's, also when a new version of it adds to them; what break-glass adds
 * always does.
 */
function merged(changes: Policy): Policy {
  return { ...changes, roles: { ...BUILT_IN_POLICY.roles, ...changes.roles, [BREAK_GLASS]: BREAK_GLASS_POLICY } };
}

/** How people sign in under the policy in force. */
export async function signInRules(db: Queryable): Promise<SignInRules> {
  return (await policyChanges(db)).changes.signIn ?? SIGN_IN_RULES;
}

/** Puts a new version in force: every right is worked out anew from it. */
export async function addPolicyVersion(
  trx: Trx,
  of: { version: number; changes: Policy; at: number; by: number; reason: string },
): Promise<void> {
  await trx
    .insertInto('access_policy')
    .values({
      version: of.version,
      document: JSON.stringify(of.changes),
      created_at: of.at,
      created_by: of.by,
      reason: of.reason,
    })
    .execute();
  await bumpPolicyEpoch(trx);
}

/** The latest changes, the newest first. */
export async function listPolicyVersions(db: Queryable, limit: number) {
  return await db
    .selectFrom('access_policy')
    .leftJoin('staff_user', 'staff_user.id', 'access_policy.created_by')
    .select([
      'access_policy.version',
      'access_policy.created_at as at',
      'staff_user.name as by',
      'access_policy.reason',
    ])
    .orderBy('access_policy.version', 'desc')
    .limit(limit)
    .execute();
}
