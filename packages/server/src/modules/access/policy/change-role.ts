import { BUILT_IN_POLICY, type Policy, policyFaults, type Role } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { Refused, refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { askForRole } from '../approval/ask-for-role.ts';
import { requireStepUp } from '../second-factor/step-up.ts';
import { addPolicyVersion, policyChanges } from './policy.repository.ts';
import { type NewRole, type RoleChange, roleOf, toRolePolicy } from './role-change.ts';

const LONGEST_REASON = 500;

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
  const why = reason.trim();
  if (!why) refuse('REQUIRED', ['reason']);
  if (why.length > LONGEST_REASON) refuse('TOO_LONG', ['reason'], { max: LONGEST_REASON });
  const wanted: NewRole = { version, role, change: input && toRolePolicy(role, input), reason: why };
  await ctx.db.ids.ensure(3);
  return await ctx.db
    .transaction(async (trx) => {
      const roles = await rolesWith(trx, wanted);
      const asked = await askForRole(trx, ctx, wanted, await roleOf(trx, role));
      if (asked === undefined) await save(trx, ctx, wanted, roles);
      return asked;
    })
    .catch(takenVersion);
}

/** Puts a role in force that was approved, in the caller's transaction. Takes one key. Refuses STALE and POLICY_… */
export async function putRoleInForce(trx: Trx, ctx: Ctx, wanted: NewRole): Promise<void> {
  await save(trx, ctx, wanted, await rolesWith(trx, wanted));
}

/** What the installation would have changed of the policy. */
async function rolesWith(trx: Trx, { version, role, change }: NewRole): Promise<Policy['roles']> {
  const before = await policyChanges(trx);
  if (before.version !== version) refuse('STALE', ['policyVersion']);
  const { [role]: _, ...others } = before.changes.roles;
  const roles = change ? { ...others, [role]: change } : others;
  const faults = policyFaults({ roles: { ...BUILT_IN_POLICY.roles, ...roles } });
  if (faults.length > 0)
    throw new Refused(
      faults.map(({ code, at }) => ({ code: `POLICY_${code}` as const, field: ['input'], params: { at } })),
    );
  return roles;
}

async function save(trx: Trx, ctx: Ctx, { version, role, reason }: NewRole, roles: Policy['roles']): Promise<void> {
  const changes: Policy = { roles };
  await addPolicyVersion(trx, { version: version + 1, changes, at: ctx.now(), by: ctx.actor.userId, reason });
  await recordAudit(trx, ctx, { action: 'policy.changed', objectType: 'policy', fields: [role], reason });
}

// Somebody else made this version a moment earlier.
function takenVersion(error: unknown): never {
  if (isDuplicateKey(error)) refuse('STALE', ['policyVersion']);
  throw error;
}
