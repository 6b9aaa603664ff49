import { anyone, can, inPerson, type Rules, signedIn } from '../../platform/graphql/rules.ts';

/** Who may call what of this module. */
export const accessRules: Rules = {
  Query: {
    // These three are asked before anyone is signed in: who am I, and may this link set a password.
    viewer: anyone(),
    linkInfo: anyone(),
    users: can('USER_MANAGE'),
    accessPolicy: can('POLICY_READ'),
    sessions: inPerson(),
    apiTokens: can('TOKEN_OWN'),
  },
  Mutation: {
    // Credentials come with the call itself.
    signIn: anyone(),
    passwordSet: anyone(),
    signOut: anyone(),
    userInvite: can('USER_MANAGE'),
    accessRoleUpdate: can('POLICY_WRITE'),
    // One's own name and language; the use case refuses anything else without USER_MANAGE.
    userUpdate: signedIn(),
    userResetPassword: can('USER_MANAGE'),
    sessionRevoke: inPerson(),
    // A token cannot make or end tokens: a stolen one would outlive its end.
    apiTokenCreate: inPerson(),
    apiTokenRevoke: inPerson(),
  },
};
