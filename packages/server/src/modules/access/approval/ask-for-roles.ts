import type { Role } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { compileGrants } from '../../../platform/policy/compile-grants.ts';
import { isWider } from '../../../platform/policy/is-wider.ts';
import { currentPolicy } from '../policy/policy.repository.ts';
import type { UserRecord } from '../user.repository.ts';
import { askApproval } from './ask-approval.ts';

/** What giving somebody roles takes. */
export interface RolesAsked {
  readonly from: readonly Role[];
  readonly to: readonly Role[];
}

/**
 * Asks for approval when roles allow somebody anything that those they have do not, under the policy in force. The system gives
 * roles without: it is the operator at the command line, who holds the keys anyway. Takes three keys.
 *
 * @returns the key of the request; undefined when the roles need none
 */
export async function askForRoles(
  trx: Trx,
  ctx: Ctx,
  user: Pick<UserRecord, 'id' | 'roles'>,
  roles: readonly Role[],
  reason: string | null | undefined,
): Promise<number | undefined> {
  if (ctx.actor.kind === 'system') return undefined;
  const { policy } = await currentPolicy(trx);
  const standing = { userId: user.id, teamMembers: [], territories: [] };
  const [after, before] = [roles, user.roles].map((held) => compileGrants(policy, held, standing));
  if (!after || !before || !isWider(after, before)) return undefined;
  return await askApproval(trx, ctx, {
    act: 'USER_ROLES',
    subjectKey: user.id,
    concernedUser: user.id,
    reason,
    details: [
      { name: 'ROLES_BEFORE', values: user.roles },
      { name: 'ROLES_AFTER', values: roles },
    ],
    data: { from: user.roles, to: roles } satisfies RolesAsked,
  });
}
