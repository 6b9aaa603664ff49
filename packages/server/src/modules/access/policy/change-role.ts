import { BUILT_IN_POLICY, type Policy, policyFaults, type Role } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { Refused, refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { askForRole } from '../approval/ask-for-role.ts';
import { requireStepUp } from '../second-factor/step-up.ts';
import { checkReason, takenVersion } from './check-change.ts';
import { addPolicyVersion, policyChanges } from './policy.repository.ts';
import { type NewRole, type RoleChange, roleOf, toRolePolicy } from './role-change.ts';

/**
 * Changes what a role may do; null: what the program comes with. Counts from the next request of everybody on; a role that would
 * allow more waits for an approval.
 *
 * Refuses STALE when the policy is not of this version any more, REQUIRED and TOO_LONG for the reason, a code that begins
 * with POLICY_ for whatever no policy can say, and as asking for an approval does.
 *
 * @returns the key of the request for approval, if it needs one
 * @throws STEP_UP_REQUIRED
 */
export async function changeRole(
  ctx: Ctx,
  version: number,
  role: Role,
  input: RoleChange | null,
  reason: string,
): Promise<number | undefined> {
  requireStepUp(ctx);
  const wanted: NewRole = { version, role, change: input && toRolePolicy(role, input), reason: checkReason(reason) };
  await ctx.db.ids.ensure(3);
  return await ctx.db
    .transaction(async (trx) => {
      const changes = await changesWith(trx, wanted);
      const asked = await askForRole(trx, ctx, wanted, await roleOf(trx, role));
      if (asked === undefined) await save(trx, ctx, wanted, changes);
      return asked;
    })
    .catch(takenVersion);
}

/** Puts a role in force that was approved, in the caller's transaction. Takes one key. Refuses STALE and POLICY_… */
export async function putRoleInForce(trx: Trx, ctx: Ctx, wanted: NewRole): Promise<void> {
  await save(trx, ctx, wanted, await changesWith(trx, wanted));
}

/** What the installation would have changed of the policy. */
async function changesWith(trx: Trx, { version, role, change }: NewRole): Promise<Policy> {
  const before = await policyChanges(trx);
  if (before.version !== version) refuse('STALE', ['policyVersion']);
  const { [role]: _, ...others } = before.changes.roles;
  const roles = change ? { ...others, [role]: change } : others;
  const faults = policyFaults({ roles: { ...BUILT_IN_POLICY.roles, ...roles } });
  if (faults.length > 0)
    throw new Refused(
      faults.map(({ code, at }) => ({ code: `POLICY_${code}` as const, field: ['input'], params: { at } })),
    );
  return { ...before.changes, roles };
}

async function save(trx: Trx, ctx: Ctx, { version, role, reason }: NewRole, changes: Policy): Promise<void> {
  await addPolicyVersion(trx, { version: version + 1, changes, at: ctx.now(), by: ctx.actor.userId, reason });
  await recordAudit(trx, ctx, { action: 'policy.changed', objectType: 'policy', fields: [role], reason });
}
