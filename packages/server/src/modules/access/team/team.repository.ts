import type { Queryable, Trx } from '../../../platform/database/tables.ts';

/** A team as the use cases see it. */
export interface TeamRecord {
  readonly id: number;
  readonly name: string;
  readonly parentId: number | null;
  readonly version: number;
}

const COLUMNS = ['id', 'name', 'parent_id as parentId', 'version'] as const;

/** One team, or undefined. */
export async function findTeam(db: Queryable, id: number): Promise<TeamRecord | undefined> {
  return await db.selectFrom('team').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** All teams by name. There are at most as many as `MOST_TEAMS`. */
export async function listTeams(db: Queryable): Promise<TeamRecord[]> {
  return await db.selectFrom('team').select(COLUMNS).orderBy('name').orderBy('id').execute();
}

/** Teams of users, by user. */
export async function teamsOfUsers(
  db: Queryable,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly TeamRecord[]>> {
  const rows = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select(['team_member.user_id as userId', 'team.id', 'team.name', 'team.parent_id as parentId', 'team.version'])
    .where('team_member.user_id', 'in', [...userIds])
    .orderBy('team.name')
    .orderBy('team.id')
    .execute();
  return Map.groupBy(rows, ({ userId }) => userId);
}

/** How many people are in each of these teams, those of the teams below not counted. */
export async function countMembers(db: Queryable, teamIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('team_member')
    .select(['team_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('team_id', 'in', [...teamIds])
    .groupBy('team_id')
    .execute();
  return new Map(rows.map(({ team_id, n }) => [team_id, Number(n)]));
}

/** The regions of users, by user, in order. */
export async function territoriesOf(
  db: Queryable,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await db
    .selectFrom('user_territory')
    .selectAll()
    .where('user_id', 'in', [...userIds])
    .orderBy('region')
    .execute();
  const byUser = Map.groupBy(rows, ({ user_id }) => user_id);
  return new Map([...byUser].map(([userId, own]) => [userId, own.map(({ region }) => region)]));
}

/** Moves the team to its next version; false when it is not at the given one any more. */
export async function claimTeamVersion(trx: Trx, id: number, version: number): Promise<boolean> {
  const claimed = await trx
    .updateTable('team')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return claimed.numUpdatedRows > 0n;
}
