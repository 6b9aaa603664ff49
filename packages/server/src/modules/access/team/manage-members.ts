import { PARTNERS_ROLE } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { bumpPolicyEpoch } from '../access-epoch.ts';
import { findUser, findUsers } from '../user.repository.ts';
import { standardRegion } from './region.ts';
import { findTeam } from './team.repository.ts';

/** So many people come or go at once. */
const MOST_AT_ONCE = 1_000;
/** So many regions one person has: they stand in every statement. */
const MOST_REGIONS = 50;

/**
 * Puts people into a team and takes others out. Refuses NOT_FOUND (team, person), TOO_MANY, PARTNERS_PERSON. Who is in already stays, who is
 * not is not taken out. Counts from the next request on.
 */
export async function changeMembers(
  ctx: Ctx,
  teamId: number,
  change: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<void> {
  const add = userKeys(ctx, change.add, 'add');
  const remove = userKeys(ctx, change.remove, 'remove');
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await bumpPolicyEpoch(trx);
    if (!(await findTeam(trx, teamId))) refuse('NOT_FOUND', ['id']);
    const found = await findUsers(trx, add);
    if (found.length < add.length) refuse('NOT_FOUND', ['add']);
    if (found.some(({ roles }) => roles.includes(PARTNERS_ROLE))) refuse('PARTNERS_PERSON', ['add']);
    if (remove.length > 0)
      await trx.deleteFrom('team_member').where('team_id', '=', teamId).where('user_id', 'in', remove).execute();
    await bulkInsert(
      trx,
      'team_member',
      ['team_id', 'user_id'],
      add.map((userId) => [teamId, userId]),
      { onConflict: 'skip' },
    );
    await recordAudit(trx, ctx, {
      action: 'team.membersChanged',
      objectType: 'team',
      objectId: teamId,
      fields: ['members'],
      detail: { added: add, removed: remove },
    });
  });
}

/** Gives somebody these regions and no others. Refuses NOT_FOUND, INVALID_CHOICE (no such region), TOO_MANY. */
export async function setTerritories(ctx: Ctx, userId: number, regions: readonly string[]): Promise<void> {
  if (regions.length > MOST_REGIONS) refuse('TOO_MANY', ['regions'], { max: MOST_REGIONS });
  const standard = regions.map(
    (region, index) => standardRegion(region) ?? refuse('INVALID_CHOICE', ['regions', String(index)]),
  );
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await bumpPolicyEpoch(trx);
    if (!(await findUser(trx, userId))) refuse('NOT_FOUND', ['id']);
    await trx.deleteFrom('user_territory').where('user_id', '=', userId).execute();
    const rows = widest(standard).map((region) => [userId, region]);
    await bulkInsert(trx, 'user_territory', ['user_id', 'region'], rows);
    await recordAudit(trx, ctx, {
      action: 'user.territoriesSet',
      objectType: 'user',
      objectId: userId,
      fields: ['territories'],
      detail: { regions: rows.length },
    });
  });
}

/** Without those that lie in another one. */
function widest(regions: readonly string[]): string[] {
  return [...new Set(regions)].filter((one) => !regions.some((other) => one.startsWith(`${other}/`)));
}

function userKeys(ctx: Ctx, publicIds: readonly string[], field: string): number[] {
  if (publicIds.length > MOST_AT_ONCE) refuse('TOO_MANY', [field], { max: MOST_AT_ONCE });
  const keys = publicIds.map(
    (id, index) => ctx.publicIds.decode('usr', id) ?? refuse('NOT_FOUND', [field, String(index)]),
  );
  return [...new Set(keys)];
}
