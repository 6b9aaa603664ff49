import DataLoader from 'dataloader';
import { Ctx as FromContext, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { User } from '../user.type.ts';
import { teamsOfUsers, territoriesOf } from './team.repository.ts';
import { Team, toTeams } from './team.type.ts';

/** What a user's standing comes from. */
@Resolver(() => User)
export class UserTeamsResolver {
  @ReadableResolver(() => [Team], 'INTERNAL', 'The teams they are in, by name. For those who manage users.')
  async teams(@Root() user: User, @FromContext() ctx: Ctx): Promise<Team[]> {
    return await ctx.once(teamLoader).load(managed(ctx, user));
  }

  @ReadableResolver(
    () => [String],
    'INTERNAL',
    'The regions they are responsible for, for example CN/广东省. For those who manage users.',
  )
  async territories(@Root() user: User, @FromContext() ctx: Ctx): Promise<string[]> {
    return await ctx.once(territoryLoader).load(managed(ctx, user));
  }
}

// Owners are seen by all who see their customers; who leads whom is not theirs to know.
function managed(ctx: Ctx, user: User): number {
  const id = ctx.publicIds.decode('usr', user.id) ?? 0;
  if (id !== ctx.actor.userId && !ctx.actor.permissions.has('USER_MANAGE'))
    throw failure('FORBIDDEN', 'You do not have the right to do this.', { permission: 'USER_MANAGE' });
  return id;
}

function teamLoader(ctx: Ctx): DataLoader<number, Team[]> {
  return new DataLoader(async (ids) => {
    const teams = await teamsOfUsers(ctx.db.read, ids);
    return ids.map((id) => toTeams(teams.get(id) ?? []));
  });
}

function territoryLoader(ctx: Ctx): DataLoader<number, string[]> {
  return new DataLoader(async (ids) => {
    const regions = await territoriesOf(ctx.db.read, ids);
    return ids.map((id) => [...(regions.get(id) ?? [])]);
  });
}
