import { FORMER_ROLES } from '@dossier/shared/access';
import type { Ctx } from '../../platform/context/context.ts';
import { recordAudit } from '../audit/index.ts';
import { endSessionsOf } from './session.repository.ts';
import { readRoles, updateUser } from './user.repository.ts';

/**
 * Gives users who have roles of an earlier version the ones that took their place, and ends their sessions, so that they see
 * what changed when they sign in. Returns their names; nobody the next time.
 */
export async function renewFormerRoles(ctx: Ctx): Promise<readonly string[]> {
  const former = Object.keys(FORMER_ROLES);
  const users = await ctx.db.read.selectFrom('staff_user').select(['id', 'name', 'roles']).execute();
  const affected = users.filter(({ roles }) => roles.split(',').some((code) => former.includes(code)));
  if (affected.length === 0) return [];
  await ctx.db.ids.ensure(affected.length);
  await ctx.db.transaction(async (trx) => {
    for (const { id, roles } of affected) {
      await updateUser(trx, id, { roles: readRoles(roles) });
      await endSessionsOf(trx, id);
      await recordAudit(trx, ctx, {
        action: 'user.updated',
        objectType: 'user',
        objectId: id,
        fields: ['roles'],
        reason: `${roles} of an earlier version`,
      });
    }
  });
  return affected.map(({ name }) => name);
}
