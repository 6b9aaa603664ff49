import type { ApiModule } from '../../platform/graphql/module.ts';
import { accessRules } from './access.rules.ts';
import { OwnAccessResolver } from './own-access.resolver.ts';
import { PolicyResolver } from './policy/policy.resolver.ts';
import { SignInResolver } from './sign-in.resolver.ts';
import { findUser } from './user.repository.ts';
import { UserResolver } from './user.resolver.ts';
import { toUser } from './user.type.ts';

export { authenticate, type Authenticated, type Credentials } from './authenticate.ts';
export { DonePayload } from './access.type.ts';
export { changeUser, inviteUser, resetPassword } from './manage-users.ts';
export { linkAddress, makeFirstAdministratorLink } from './one-time-link.ts';
export { presentGrants } from './policy/grants-of.ts';
export { CapabilityEnum, DataClassEnum, VisibilityEnum } from './policy/policy-enums.ts';
export { bumpEpoch } from './policy/policy.repository.ts';
export { renewFormerRoles } from './renew-former-roles.ts';
export { setPassword } from './set-password.ts';
export { signIn, signOut } from './sign-in.ts';
export { tidyAccess, tidyAccessSchedule } from './tidy.ts';
export { loadUser } from './user.loader.ts';
export { countActiveAdministrators, findUser, findUserByEmail, type UserRecord } from './user.repository.ts';
export { toUser, User } from './user.type.ts';

/** What this module adds to the API. */
export const accessApi: ApiModule = {
  resolvers: [SignInResolver, UserResolver, OwnAccessResolver, PolicyResolver],
  rules: accessRules,
  nodes: {
    usr: {
      type: 'User',
      find: async (ctx, id) => {
        if (id !== ctx.actor.userId && !ctx.actor.permissions.has('USER_MANAGE')) return null;
        const user = await findUser(ctx.db.read, id);
        return user ? toUser(ctx, user) : null;
      },
    },
  },
};
