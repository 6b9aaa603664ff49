import { Arg, Ctx as FromContext, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { DonePayload } from '../access.type.ts';
import { findUser } from '../user.repository.ts';
import { UserPayload } from '../user-payload.type.ts';
import { toUser } from '../user.type.ts';
import { changeMembers, setTerritories } from './manage-members.ts';
import { changeTeam, createTeam, deleteTeam } from './manage-teams.ts';
import { findTeam, listTeams } from './team.repository.ts';
import { Team, TeamCreateInput, TeamPayload, toTeams, TeamUpdateInput } from './team.type.ts';

const VERSION = 'The version that the change was made on.';

/** Teams, who is in them, and who is responsible for which regions: as those who manage users keep them. */
@Resolver()
export class TeamResolver {
  @Query(() => [Team], { description: 'All teams by name, at most 1,000. Needs USER_MANAGE.' })
  async teams(@FromContext() ctx: Ctx): Promise<Team[]> {
    return toTeams(await listTeams(ctx.db.read));
  }

  @Mutation(() => TeamPayload, { description: 'Makes a team. Needs USER_MANAGE.' })
  async teamCreate(
    @Arg('input', () => TeamCreateInput) input: TeamCreateInput,
    @FromContext() ctx: Ctx,
  ): Promise<TeamPayload> {
    return await answer(ctx, async () => ({ team: await shown(ctx, await createTeam(ctx, input)) }));
  }

  @Mutation(() => TeamPayload, {
    description: 'Renames a team, or moves it with all that is below it. Counts from the next request on.',
  })
  async teamUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => TeamUpdateInput) input: TeamUpdateInput,
    @FromContext() ctx: Ctx,
  ): Promise<TeamPayload> {
    return await answer(ctx, async () => {
      const team = target(ctx, id, version);
      await changeTeam(ctx, team.id, team.version, input);
      return { team: await shown(ctx, team.id) };
    });
  }

  @Mutation(() => DonePayload, { description: 'Removes a team that has no parts; its people stay.' })
  async teamDelete(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @FromContext() ctx: Ctx,
  ): Promise<DonePayload> {
    const done = await answer(ctx, async () => {
      const team = target(ctx, id, version);
      await deleteTeam(ctx, team.id, team.version);
      return { done: true };
    });
    return { ...done, done: done.done ?? false };
  }

  @Mutation(() => TeamPayload, {
    description: 'Puts people into a team and takes others out, 1,000 at once. Counts from the next request on.',
  })
  async teamMembersChange(
    @Arg('id', () => ID) id: string,
    @Arg('add', () => [ID], { nullable: true, description: 'Users to put in.' }) add: string[] | null,
    @Arg('remove', () => [ID], { nullable: true, description: 'Users to take out.' }) remove: string[] | null,
    @FromContext() ctx: Ctx,
  ): Promise<TeamPayload> {
    return await answer(ctx, async () => {
      const teamId = ctx.publicIds.decode('tea', id) ?? refuse('NOT_FOUND', ['id']);
      await changeMembers(ctx, teamId, { add: add ?? [], remove: remove ?? [] });
      return { team: await shown(ctx, teamId) };
    });
  }

  @Mutation(() => UserPayload, {
    description: 'Makes somebody responsible for these regions and no others. Counts from the next request on.',
  })
  async userTerritoriesSet(
    @Arg('id', () => ID) id: string,
    @Arg('regions', () => [String], {
      description: 'Regions: a country’s code, and in China province and city, as CN/广东省/深圳市. Short names do.',
    })
    regions: string[],
    @FromContext() ctx: Ctx,
  ): Promise<UserPayload> {
    return await answer(ctx, async () => {
      const userId = ctx.publicIds.decode('usr', id) ?? refuse('NOT_FOUND', ['id']);
      await setTerritories(ctx, userId, regions);
      const user = await findUser(ctx.db.read, userId);
      return { user: user ? toUser(ctx, user) : null };
    });
  }
}

function target(ctx: Ctx, id: string, version: string): { id: number; version: number } {
  const key = ctx.publicIds.decode('tea', id) ?? refuse('NOT_FOUND', ['id']);
  return { id: key, version: ctx.publicIds.versionOf(key, version) ?? refuse('STALE', ['version']) };
}

async function shown(ctx: Ctx, id: number): Promise<Team | null> {
  const team = await findTeam(ctx.db.read, id);
  return team ? (toTeams([team])[0] ?? null) : null;
}
