import type { ApiModule } from '../../platform/graphql/module.ts';
import type { JobDefinition } from '../../platform/jobs/define-job.ts';
import { accessRules } from './access.rules.ts';
import { rolePolicyJob, userRolesJob } from './approval/access-acts.job.ts';
import { findApproval } from './approval/approval.repository.ts';
import { ApprovalResolver } from './approval/approval.resolver.ts';
import { toApprovals } from './approval/approval.type.ts';
import { mayRead } from './approval/decide-approval.ts';
import { breakGlassJob } from './break-glass/begin-break-glass.job.ts';
import { BreakGlassResolver } from './break-glass/break-glass.resolver.ts';
import { OwnAccessResolver } from './own-access.resolver.ts';
import { PolicyResolver } from './policy/policy.resolver.ts';
import { SecondFactorResolver } from './second-factor/second-factor.resolver.ts';
import { SignInResolver } from './sign-in.resolver.ts';
import { ColleagueResolver } from './team/colleague.resolver.ts';
import { TeamResolver } from './team/team.resolver.ts';
import { UserTeamsResolver } from './team/user-teams.resolver.ts';
import { findTeam } from './team/team.repository.ts';
import { toTeams } from './team/team.type.ts';
import { tidyAccess } from './tidy.ts';
import { findUser } from './user.repository.ts';
import { UserResolver } from './user.resolver.ts';
import { toUser } from './user.type.ts';

export { breachedPasswordsCheck } from './breached-passwords-check.ts';
export { authenticate, type Authenticated, type Credentials } from './authenticate.ts';
export { done, DonePayload } from './access.type.ts';
export { accessEpoch, bumpAccessEpoch, bumpPolicyEpoch } from './access-epoch.ts';
export { endAccessOf } from './end-access.ts';
export { type ApprovalRecord, approvalsOf, approvedSubjects, payloadOf } from './approval/approval.repository.ts';
export { loadApproval } from './approval/approval.loader.ts';
export { Approval } from './approval/approval.type.ts';
export { askApproval } from './approval/ask-approval.ts';
export { withdraw } from './approval/decide-approval.ts';
export { followApproval, useApproval } from './approval/follow-approval.ts';
export { settleApprovals } from './approval/settle-approvals.ts';
export { noteBreakGlassReads } from './break-glass/note-reads.ts';
export { underBreakGlass } from './break-glass/under-break-glass.ts';
export { changeUser, saveUser } from './change-user.ts';
export { checkEmail, checkName, takenEmail } from './check-user.ts';
export { inviteUser, resetPassword, resetSecondFactor } from './manage-users.ts';
export { linkAddress, makeFirstAdministratorLink, makeLink } from './one-time-link.ts';
export { grantsByDefault, presentGrants } from './policy/grants-of.ts';
export { CapabilityEnum, DataClassEnum, VisibilityEnum } from './policy/policy-enums.ts';
export { SHORTEST_PASSWORD } from './password-policy.ts';
export { renewFormerRoles } from './renew-former-roles.ts';
export { setPassword } from './set-password.ts';
export { needsSecondFactor } from './second-factor/needs-second-factor.ts';
export { giveTotp, seedOfBytes } from './second-factor/totp.ts';
export { requireStepUp } from './second-factor/step-up.ts';
export { confirmSignIn, signIn, signOut } from './sign-in.ts';
export { countGuess, forgiveGuess } from './guess-limit.ts';
export { digestOf, newSecret } from './secret-token.ts';
export { changeMembers } from './team/manage-members.ts';
export { createTeam } from './team/manage-teams.ts';
export { isTeamMember, teamMembers } from './team/standing.ts';
export { tidyAccessSchedule } from './tidy.ts';
export { loadUser } from './user.loader.ts';
export { UserInvitePayload } from './user-payload.type.ts';
export {
  countActiveAdministrators,
  findColleague,
  findUser,
  findUserByEmail,
  findUsers,
  insertUser,
  updateUser,
  type UserRecord,
} from './user.repository.ts';
export { toUser, User } from './user.type.ts';

/** The jobs of this module. */
export const accessJobs: readonly JobDefinition[] = [tidyAccess, userRolesJob, rolePolicyJob, breakGlassJob];

/** What this module adds to the API. */
export const accessApi: ApiModule = {
  resolvers: [
    SignInResolver,
    SecondFactorResolver,
    UserResolver,
    OwnAccessResolver,
    TeamResolver,
    UserTeamsResolver,
    ColleagueResolver,
    PolicyResolver,
    ApprovalResolver,
    BreakGlassResolver,
  ],
  rules: accessRules,
  nodes: {
    apr: {
      type: 'Approval',
      find: async (ctx, id) => {
        const record = await findApproval(ctx.db.read, id);
        return record && mayRead(ctx, record) ? (toApprovals([record])[0] ?? null) : null;
      },
    },
    tea: {
      type: 'Team',
      find: async (ctx, id) => {
        const team = ctx.actor.permissions.has('USER_MANAGE') ? await findTeam(ctx.db.read, id) : undefined;
        return team ? (toTeams([team])[0] ?? null) : null;
      },
    },
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
