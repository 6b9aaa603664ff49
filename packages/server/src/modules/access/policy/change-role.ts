import {
  BUILT_IN_POLICY,
  type Capability,
  type DataClass,
  type Permission,
  type Policy,
  policyFaults,
  type Role,
  type RolePolicy,
  type RowScope,
} from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { isDuplicateKey } from '../../../platform/database/engine-errors.ts';
import { Refused, refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { requireStepUp } from '../second-factor/step-up.ts';
import { addPolicyVersion, policyChanges } from './policy.repository.ts';

const LONGEST_REASON = 500;

/** A role as it shall be. */
export interface RoleChange {
  readonly permissions: readonly Permission[];
  readonly grants: readonly {
    readonly dataClass: DataClass;
    readonly capability: Capability;
    readonly scopes: readonly RowScope[];
  }[];
}

/**
 * Changes what a role may do; null: what the program comes with. Counts from the next request of everybody on.
 *
 * Refuses STALE when the policy is not of this version any more, REQUIRED and TOO_LONG for the reason, and a code that begins
 * with POLICY_ for whatever no policy can say.
 */
export async function changeRole(
  ctx: Ctx,
  version: number,
  role: Role,
  change: RoleChange | null,
  reason: string,
): Promise<void> {
  requireStepUp(ctx);
  const why = reason.trim();
  if (!why) refuse('REQUIRED', ['reason']);
  if (why.length > LONGEST_REASON) refuse('TOO_LONG', ['reason'], { max: LONGEST_REASON });
  await ctx.db.ids.ensure(1);
  await ctx.db
    .transaction(async (trx) => {
      const before = await policyChanges(trx);
      if (before.version !== version) refuse('STALE', ['policyVersion']);
      const { [role]: _, ...others } = before.changes.roles;
      const roles = change ? { ...others, [role]: toRolePolicy(role, change) } : others;
      const changes: Policy = { roles };
      const faults = policyFaults({ roles: { ...BUILT_IN_POLICY.roles, ...roles } });
      if (faults.length > 0)
        throw new Refused(
          faults.map(({ code, at }) => ({ code: `POLICY_${code}` as const, field: ['input'], params: { at } })),
        );
      await addPolicyVersion(trx, { version: version + 1, changes, at: ctx.now(), by: ctx.actor.userId, reason: why });
      await recordAudit(trx, ctx, { action: 'policy.changed', objectType: 'policy', fields: [role], reason: why });
    })
    .catch((error: unknown) => {
      // Somebody else made this version a moment earlier.
      if (isDuplicateKey(error)) refuse('STALE', ['policyVersion']);
      throw error;
    });
}

function toRolePolicy(role: Role, { permissions, grants }: RoleChange): RolePolicy {
  const byClass: Partial<Record<DataClass, Partial<Record<Capability, readonly RowScope[]>>>> = {};
  for (const { dataClass, capability, scopes } of grants) {
    const known = (byClass[dataClass] ??= {});
    known[capability] = [...new Set([...(known[capability] ?? []), ...scopes])];
  }
  const isOfFigures = BUILT_IN_POLICY.roles[role]?.aggregatesOnly === true;
  return { permissions: [...new Set(permissions)], grants: byClass, ...(isOfFigures ? { aggregatesOnly: true } : {}) };
}
