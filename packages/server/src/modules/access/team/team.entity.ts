import { defineEntity, p } from '@mikro-orm/core';
import type { TableOf } from '../../../platform/database/tables.ts';

/** A group of staff. Teams form a tree: those who are in a team look after what the teams below it do. */
export const TeamEntity = defineEntity({
  name: 'Team',
  tableName: 'team',
  properties: {
    id: p.bigint('number').autoincrement(false).primary(),
    name: p.string().length(80),
    /** The team it is a part of; null at the top. */
    parentId: p.bigint('number').nullable(),
    createdAt: p.bigint('number'),
    version: p.integer(),
  },
});

/** Which teams are below which, however far; every team is below itself. Computed from the parents with every move. */
export const TeamClosureEntity = defineEntity({
  name: 'TeamClosure',
  tableName: 'team_closure',
  properties: {
    ancestorId: p.bigint('number').primary(),
    descendantId: p.bigint('number').primary(),
  },
  indexes: [{ properties: ['descendantId', 'ancestorId'] }],
});

/** Who is in which team; one may be in several. */
export const TeamMemberEntity = defineEntity({
  name: 'TeamMember',
  tableName: 'team_member',
  properties: {
    teamId: p.bigint('number').primary(),
    userId: p.bigint('number').primary(),
  },
  indexes: [{ properties: ['userId', 'teamId'] }],
});

/** The regions that somebody is responsible for. */
export const UserTerritoryEntity = defineEntity({
  name: 'UserTerritory',
  tableName: 'user_territory',
  properties: {
    userId: p.bigint('number').primary(),
    /** `CN`, `CN/广东省` or `CN/广东省/深圳市`: names as the columns of customers have them. */
    region: p.string().length(210).primary(),
  },
});

declare module '../../../platform/database/tables.ts' {
  interface Tables {
    team: TableOf<typeof TeamEntity>;
    team_closure: TableOf<typeof TeamClosureEntity>;
    team_member: TableOf<typeof TeamMemberEntity>;
    user_territory: TableOf<typeof UserTerritoryEntity>;
  }
}
