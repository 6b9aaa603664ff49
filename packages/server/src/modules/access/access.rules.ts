import {
  anyone,
  can,
  inPerson,
  inPersonOrEnrolling,
  type Rules,
  signedIn,
  staff,
  staffInPerson,
} from '../../platform/graphql/rules.ts';

// Who could approve break-glass, and who reads the audit log.
const REVIEWING = ['USER_MANAGE', 'PRIVACY_MANAGE', 'AUDIT_READ'] as const;

/** Who may call what of this module. */
export const accessRules: Rules = {
  Query: {
    // These three are asked before anyone is signed in: who am I, and may this link set a password.
    viewer: anyone(),
    linkInfo: anyone(),
    users: can('USER_MANAGE', 'POLICY_READ'),
    accessPolicy: can('POLICY_READ'),
    teams: can('USER_MANAGE'),
    colleagues: can('CUSTOMER_READ'),
    sessions: inPerson(),
    security: inPersonOrEnrolling(),
    apiTokens: can('TOKEN_OWN'),
    // One's own requests; those of others by the permission that each is about.
    approvals: staff(),
    singleOperatorActs: can('USER_MANAGE'),
    ownBreakGlass: staffInPerson(),
    breakGlasses: can(...REVIEWING),
    breakGlassEntries: can(...REVIEWING),
  },
  Mutation: {
    // Credentials come with the call itself.
    signIn: anyone(),
    passwordSet: anyone(),
    signInConfirm: anyone(),
    // With a ticket when signing in, else with a session.
    passkeyAsk: anyone(),
    signOut: anyone(),
    userInvite: can('USER_MANAGE'),
    accessRoleUpdate: can('POLICY_WRITE'),
    accessSignInUpdate: can('POLICY_WRITE'),
    // One's own name and language; the use case refuses anything else without USER_MANAGE.
    userUpdate: signedIn(),
    userResetPassword: can('USER_MANAGE'),
    userResetSecondFactor: can('USER_MANAGE'),
    userTerritoriesSet: can('USER_MANAGE'),
    // The use case asks for the permission that the request is about.
    approvalDecide: staffInPerson(),
    approvalWithdraw: staffInPerson(),
    // Whoever approves decides who gets it.
    breakGlassAsk: staffInPerson(),
    // One's own; of others by who could approve it.
    breakGlassEnd: staffInPerson(),
    breakGlassReview: can(...REVIEWING),
    teamCreate: can('USER_MANAGE'),
    teamUpdate: can('USER_MANAGE'),
    teamDelete: can('USER_MANAGE'),
    teamMembersChange: can('USER_MANAGE'),
    sessionRevoke: inPerson(),
    sessionRevokeOthers: inPerson(),
    passwordChange: inPerson(),
    stepUp: inPerson(),
    // All that one who must set up a second factor may do.
    totpBegin: inPersonOrEnrolling(),
    totpConfirm: inPersonOrEnrolling(),
    passkeyBegin: inPersonOrEnrolling(),
    passkeyConfirm: inPersonOrEnrolling(),
    totpRemove: inPerson(),
    passkeyRemove: inPerson(),
    recoveryCodesRenew: inPerson(),
    // A token cannot make or end tokens: a stolen one would outlive its end.
    apiTokenCreate: inPerson('TOKEN_OWN'),
    apiTokenRevoke: inPerson(),
  },
};
