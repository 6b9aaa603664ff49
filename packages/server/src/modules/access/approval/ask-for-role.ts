import {
  APPROVAL_LIMITS as LIMITS,
  BUILT_IN_POLICY,
  CAPABILITIES,
  DATA_CLASSES,
  type RolePolicy,
} from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { compileGrants } from '../../../platform/policy/compile-grants.ts';
import { isWider } from '../../../platform/policy/is-wider.ts';
import { type NewRole, NOTHING } from '../policy/role-change.ts';
import type { ApprovalDetail } from './approval.repository.ts';
import { askApproval } from './ask-approval.ts';

const NOBODY = { userId: 0, teamMembers: [], territories: [] };

/**
 * Asks for approval when a role would allow anything that it does not allow now, as compiled. Takes three keys.
 *
 * @returns the key of the request; undefined when the change needs none
 */
export async function askForRole(trx: Trx, ctx: Ctx, wanted: NewRole, before: RolePolicy): Promise<number | undefined> {
  if (ctx.actor.kind === 'system') return undefined;
  const { role, change, reason } = wanted;
  const after = change ?? BUILT_IN_POLICY.roles[role] ?? NOTHING;
  const [now, then] = [before, after].map((one) => compileGrants({ roles: { [role]: one } }, [role], NOBODY));
  if (!now || !then || !isWider(then, now)) return undefined;
  return await askApproval(trx, ctx, {
    act: 'ROLE_POLICY',
    subjectKey: 0,
    reason: reason.slice(0, LIMITS.reason),
    details: [{ name: 'ROLE', values: [role] }, ...differences(before, after)],
    data: wanted,
  });
}

function differences(before: RolePolicy, after: RolePolicy): ApprovalDetail[] {
  const [was, is] = [grantsOf(before), grantsOf(after)];
  const lines: ApprovalDetail[] = [
    { name: 'PERMISSIONS_ADDED', values: missing(after.permissions, before.permissions) },
    { name: 'PERMISSIONS_REMOVED', values: missing(before.permissions, after.permissions) },
    { name: 'GRANTS_ADDED', values: missing(is, was) },
    { name: 'GRANTS_REMOVED', values: missing(was, is) },
  ];
  return lines.filter(({ values }) => values.length > 0);
}

/** Every grant by itself, as an explanation names it: class, capability, scope. */
function grantsOf({ grants }: RolePolicy): string[] {
  return DATA_CLASSES.flatMap((dataClass) =>
    CAPABILITIES.flatMap((capability) =>
      (grants[dataClass]?.[capability] ?? []).map((scope) => `${dataClass}/${capability}/${scope}`),
    ),
  );
}

function missing(from: readonly string[], of: readonly string[]): string[] {
  return from.filter((one) => !of.includes(one));
}
