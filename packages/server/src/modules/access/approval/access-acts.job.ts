import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { saveUser } from '../change-user.ts';
import { putRoleInForce } from '../policy/change-role.ts';
import type { NewRole } from '../policy/role-change.ts';
import { findUser, lockAdministrators } from '../user.repository.ts';
import { type ApprovalRecord, payloadOf } from './approval.repository.ts';
import type { RolesAsked } from './ask-for-roles.ts';
import { followApproval } from './follow-approval.ts';

/** Gives somebody the roles that were approved, unless theirs have changed meanwhile. */
export const userRolesJob = followApproval('USER_ROLES', { carryOut: giveRoles });

/** Puts a role in force that was approved, unless the policy has changed meanwhile. */
export const rolePolicyJob = followApproval('ROLE_POLICY', {
  carryOut: async (trx, ctx, approval) => {
    if (!ctx.actor.permissions.has('POLICY_WRITE')) refuse('NOT_ALLOWED');
    // Written by `askForRole` only.
    await putRoleInForce(trx, ctx, payloadOf(approval).data as NewRole);
  },
});

async function giveRoles(trx: Trx, ctx: Ctx, approval: ApprovalRecord): Promise<void> {
  if (!ctx.actor.permissions.has('USER_MANAGE')) refuse('NOT_ALLOWED');
  // Written by `askForRoles` only.
  const { from, to } = payloadOf(approval).data as RolesAsked;
  await lockAdministrators(trx);
  const user = await findUser(trx, approval.subject_key);
  if (!user || user.status === 'SUSPENDED' || user.roles.join() !== from.join()) refuse('STALE');
  await saveUser(trx, ctx, user, { roles: to });
}
