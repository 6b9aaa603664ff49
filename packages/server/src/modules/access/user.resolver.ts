import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { failure } from '../../platform/graphql/failure.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { answer } from '../../platform/graphql/user-error.type.ts';
import { DonePayload } from './access.type.ts';
import { UserInviteInput, UserUpdateInput } from './access.input.ts';
import { shownApproval } from './approval/approval.type.ts';
import { changeUser } from './change-user.ts';
import { inviteUser, resetPassword, resetSecondFactor } from './manage-users.ts';
import { findUser, listUsers } from './user.repository.ts';
import { UserInvitePayload, UserPayload } from './user-payload.type.ts';
import { toUser, User } from './user.type.ts';

const MOST_USERS = 500;

/** Users, as administrators keep them. */
@Resolver()
export class UserResolver {
  @Query(() => [User], { description: 'All users by name, suspended ones included. Needs USER_MANAGE or POLICY_READ.' })
  async users(
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many at most, up to 500.' }) first: number,
    @Arg('search', () => String, { nullable: true, description: 'Only those with this in their name or address.' })
    search: string | null,
    @Arg('teamId', () => ID, { nullable: true, description: 'Only those who are in this team.' }) teamId: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<User[]> {
    if (first < 1 || first > MOST_USERS) throw failure('BAD_USER_INPUT', `first must be between 1 and ${MOST_USERS}`);
    const team = teamId == null ? undefined : (ctx.publicIds.decode('tea', teamId) ?? 0);
    const users = await listUsers(ctx.db.read, { limit: first, search: search?.trim() || undefined, teamId: team });
    return users.map((user) => toUser(ctx, user));
  }

  @Mutation(() => UserInvitePayload, {
    description:
      'Creates a user and a link with which they set their password. They get their roles when somebody else has approved. Needs USER_MANAGE.',
  })
  async userInvite(
    @Arg('input', () => UserInviteInput) input: UserInviteInput,
    @FromContext() ctx: Ctx,
  ): Promise<UserInvitePayload> {
    return await answer(ctx, async () => {
      const { userId, link, approvalId } = await inviteUser(ctx, input);
      return { user: await shown(ctx, userId), link, approval: await shownApproval(ctx, approvalId) };
    });
  }

  @Mutation(() => UserPayload, {
    description:
      'Changes a user; roles that give rights wait until somebody else has approved. Needs USER_MANAGE, except for one’s own name and language.',
  })
  async userUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: 'The version the change was made on.' }) version: string,
    @Arg('input', () => UserUpdateInput) input: UserUpdateInput,
    @FromContext() ctx: Ctx,
  ): Promise<UserPayload> {
    return await answer(ctx, async () => {
      const userId = ctx.publicIds.decode('usr', id) ?? refuse('NOT_FOUND', ['id']);
      const known = ctx.publicIds.versionOf(userId, version) ?? refuse('STALE', ['version']);
      const approvalId = await changeUser(ctx, userId, known, input);
      return { user: await shown(ctx, userId), approval: await shownApproval(ctx, approvalId) };
    });
  }

  @Mutation(() => UserInvitePayload, {
    description: 'Makes a link with which a user sets a new password. Needs USER_MANAGE.',
  })
  async userResetPassword(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<UserInvitePayload> {
    return await answer(ctx, async () => {
      const { userId, link } = await resetPassword(ctx, ctx.publicIds.decode('usr', id) ?? refuse('NOT_FOUND', ['id']));
      return { user: await shown(ctx, userId), link };
    });
  }

  @Mutation(() => DonePayload, {
    description: 'Takes away a second factor that a user has lost; ends their sessions. Needs USER_MANAGE.',
  })
  async userResetSecondFactor(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<DonePayload> {
    const { userErrors } = await answer(ctx, async () => {
      await resetSecondFactor(ctx, ctx.publicIds.decode('usr', id) ?? refuse('NOT_FOUND', ['id']));
      return {};
    });
    return { done: userErrors.length === 0, userErrors };
  }
}

async function shown(ctx: Ctx, userId: number): Promise<User | null> {
  const user = await findUser(ctx.db.read, userId);
  return user ? toUser(ctx, user) : null;
}
