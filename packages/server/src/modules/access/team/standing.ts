import type { GrantedRole, Policy } from '@dossier/shared/access';
import { expressionBuilder } from 'kysely';
import type { Queryable, Tables } from '../../../platform/database/tables.ts';
import type { Standing } from '../../../platform/policy/compile-grants.ts';
import { territoriesOf } from './team.repository.ts';

/**
 * So many people are named in a statement; of more, the statement looks the teams up itself. A scope stands several times in
 * one statement and SQLite takes 32,766 values in all, so 5,000 names would be too many. Looking them up costs up to twice what
 * naming does (5,000 members, 100,000 customers: a page 65 ms against 35 on SQLite, 210 against 170 on MariaDB).
 */
export const MOST_NAMED_MEMBERS = 200;

/** What the row scopes of somebody mean now: the people in their teams and in all teams below, and their regions. */
export async function standingOf(db: Queryable, userId: number): Promise<Standing> {
  const members = await db
    .selectFrom(teamMembers(userId).as('m'))
    .select('m.user_id')
    .distinct()
    .limit(MOST_NAMED_MEMBERS + 1)
    .execute();
  const named = members.map((row) => row.user_id);
  return {
    userId,
    teamMembers: named.length > MOST_NAMED_MEMBERS ? 'MANY' : named,
    territories: (await territoriesOf(db, [userId])).get(userId) ?? [],
  };
}

/** Whether it makes a difference to these roles who is in which team and region: nobody else pays for knowing it. */
export function usesStanding(policy: Policy, roles: readonly GrantedRole[]): boolean {
  return roles.some((code) =>
    Object.values(policy.roles[code]?.grants ?? {}).some((granted) =>
      Object.entries(granted).some(
        ([capability, scopes]) =>
          scopes.includes('TEAM') ||
          scopes.includes('TERRITORY') ||
          // Whom customers may be given to.
          (capability === 'WRITE' && scopes.length > 0 && !scopes.includes('ALL')),
      ),
    ),
  );
}

/** The people in somebody's teams and in all teams below them, as a subquery that stands for itself. */
export function teamMembers(userId: number) {
  const eb = expressionBuilder<Tables, never>();
  return eb
    .selectFrom('team_member as mine')
    .innerJoin('team_closure as below', 'below.ancestor_id', 'mine.team_id')
    .innerJoin('team_member as theirs', 'theirs.team_id', 'below.descendant_id')
    .select('theirs.user_id')
    .where('mine.user_id', '=', userId);
}

/** Whether somebody is in the teams that a standing is about. No statement when these are few. */
export async function isTeamMember(db: Queryable, standing: Standing, userId: number): Promise<boolean> {
  if (standing.teamMembers !== 'MANY') return standing.teamMembers.includes(userId);
  const row = await db
    .selectFrom(teamMembers(standing.userId).as('m'))
    .select('m.user_id')
    .where('m.user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
