import DataLoader from 'dataloader';
import { ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Readable, Writable } from '../../../platform/graphql/exposure.ts';
import { Node } from '../../../platform/graphql/node.type.ts';
import { type Resolved, withFields } from '../../../platform/graphql/resolved.ts';
import { UserError } from '../../../platform/graphql/user-error.type.ts';
import { countMembers, type TeamRecord } from './team.repository.ts';

/** A team as the API shows it. */
@AboutInstallation()
@ObjectType({ implements: Node, description: 'A group of staff. Teams form a tree.' })
export class Team {
  key: number;
  parentKey: number | null;
  versionNumber: number;

  @Readable(() => ID, 'PUBLIC', 'Opaque id.')
  id: Resolved<string>;
  @Readable(() => String, 'INTERNAL', 'Its name; unique among the parts of its parent.')
  name: string;
  @Readable(() => ID, 'INTERNAL', 'The team it is a part of; null at the top.', { nullable: true })
  parentId: Resolved<string | null>;
  @Readable(() => Int, 'INTERNAL', 'How many people are in it, those of the teams below not counted.')
  memberCount: Resolved<number>;
  @Readable(() => String, 'INTERNAL', 'Changes with every change of its name or place; updates send it back.')
  version: Resolved<string>;
}

const teamFields: Pick<Team, 'id' | 'parentId' | 'memberCount' | 'version'> & ThisType<Team> = {
  id(_args, ctx) {
    return ctx.publicIds.encode('tea', this.key);
  },
  parentId(_args, ctx) {
    return this.parentKey === null ? null : ctx.publicIds.encode('tea', this.parentKey);
  },
  async memberCount(_args, ctx) {
    return await ctx.once(memberCountLoader).load(this.key);
  },
  version(_args, ctx) {
    return ctx.publicIds.version(this.key, this.versionNumber);
  },
};

/** Teams as the API shows them. */
export function toTeams(records: readonly TeamRecord[]): Team[] {
  const rows = records.map(({ id, name, parentId, version }) => ({
    key: id,
    name,
    parentKey: parentId,
    versionNumber: version,
  }));
  return withFields(rows, teamFields);
}

function memberCountLoader(ctx: Ctx): DataLoader<number, number> {
  return new DataLoader(async (ids) => {
    const counts = await countMembers(ctx.db.read, ids);
    return ids.map((id) => counts.get(id) ?? 0);
  });
}

/** A new team. */
@AboutInstallation()
@InputType({ description: 'A new team.' })
export class TeamCreateInput {
  @Writable(() => String, 'INTERNAL', 'Its name, at most 80 characters; unique among the parts of its parent.', {
    nullable: false,
  })
  name: string;
  @Writable(() => ID, 'INTERNAL', 'The team it becomes a part of; none: it stands at the top.')
  parentId?: string | null;
}

/** A change of a team. */
@AboutInstallation()
@InputType({ description: 'What changes about a team; what is absent stays.' })
export class TeamUpdateInput {
  @Writable(() => String, 'INTERNAL', 'Its name.')
  name?: string | null;
  @Writable(() => ID, 'INTERNAL', 'The team it becomes a part of, with all that is below it; null: the top.')
  parentId?: string | null;
}

/** Answer to a change of a team. */
@AboutInstallation()
@ObjectType({ description: 'The team, or why it was not changed.' })
export class TeamPayload {
  @Readable(() => Team, 'INTERNAL', 'The team; null when refused.', { nullable: true })
  team: Team | null;
  @Readable(() => [UserError], 'PUBLIC', 'Why it was refused; empty on success.')
  userErrors: UserError[];
}
