import type { Ctx } from '../../../platform/context/context.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { bumpPolicyEpoch } from '../access-epoch.ts';
import { addToClosure, ancestorsOf, descendantsOf, moveInClosure } from './closure.ts';
import { claimTeamVersion, findTeam } from './team.repository.ts';

/** So many teams an installation has at most: the tree is read whole. */
export const MOST_TEAMS = 1_000;
/** So deep the tree is at most. */
export const DEEPEST_TEAM = 12;
const LONGEST_NAME = 80;

/** A new team. */
export interface NewTeam {
  readonly name: string;
  /** Public id of the team it becomes a part of; none: it stands at the top. */
  readonly parentId?: string | null;
}

/** What changes about a team; what is absent stays. A null parent moves it to the top. */
export interface TeamChange {
  readonly name?: string | null;
  readonly parentId?: string | null;
}

/** Makes a team. Refuses REQUIRED, TOO_LONG, TAKEN (a sister has the name), NOT_FOUND, TOO_MANY. Counts from the next request on. */
export async function createTeam(ctx: Ctx, input: NewTeam): Promise<number> {
  const name = checkName(input.name);
  const parentId = teamKey(ctx, input.parentId ?? null, ['input', 'parentId']);
  await ctx.db.ids.ensure(2);
  const id = ctx.db.ids.take();
  await ctx.db.transaction(async (trx) => {
    await bumpPolicyEpoch(trx);
    await requireParent(trx, parentId, 1);
    const { n } = await trx
      .selectFrom('team')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    if (Number(n) >= MOST_TEAMS) refuse('TOO_MANY', undefined, { max: MOST_TEAMS });
    await refuseTaken(trx, { id, name, parentId });
    await trx.insertInto('team').values({ id, name, parent_id: parentId, created_at: ctx.now(), version: 1 }).execute();
    await addToClosure(trx, id, parentId);
    await recordAudit(trx, ctx, {
      action: 'team.created',
      objectType: 'team',
      objectId: id,
      fields: ['name', 'parentId'],
    });
  });
  return id;
}

/**
 * Renames a team or moves it, with all that is below it. Refuses NOT_FOUND, STALE, REQUIRED, TOO_LONG, TAKEN, TOO_MANY (too
 * deep), WRONG_STATE (under itself or under a team below it).
 */
export async function changeTeam(ctx: Ctx, id: number, version: number, input: TeamChange): Promise<void> {
  const name = input.name == null ? undefined : checkName(input.name);
  const moves = input.parentId !== undefined;
  const parentId = moves ? teamKey(ctx, input.parentId ?? null, ['input', 'parentId']) : undefined;
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    // First of all: whoever changes the tree waits here for others who do, so that two moves cannot make a circle.
    await bumpPolicyEpoch(trx);
    const team = (await findTeam(trx, id)) ?? refuse('NOT_FOUND', ['id']);
    if (!(await claimTeamVersion(trx, id, version))) refuse('STALE', ['version']);
    const after = {
      id,
      name: name ?? team.name,
      parentId: parentId === undefined ? team.parentId : parentId,
    };
    if (after.parentId !== team.parentId) {
      const below = await descendantsOf(trx, id);
      if (after.parentId !== null && below.includes(after.parentId)) refuse('WRONG_STATE', ['input', 'parentId']);
      await requireParent(trx, after.parentId, await heightOf(trx, id));
      await moveInClosure(trx, id, after.parentId);
    }
    await refuseTaken(trx, after);
    await trx.updateTable('team').set({ name: after.name, parent_id: after.parentId }).where('id', '=', id).execute();
    await recordAudit(trx, ctx, {
      action: 'team.updated',
      objectType: 'team',
      objectId: id,
      fields: [...(name === undefined ? [] : ['name']), ...(moves ? ['parentId'] : [])],
    });
  });
}

/** Removes a team; its people stay users. Refuses NOT_FOUND, STALE, IN_USE (there are teams below it). */
export async function deleteTeam(ctx: Ctx, id: number, version: number): Promise<void> {
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await bumpPolicyEpoch(trx);
    if (!(await findTeam(trx, id))) refuse('NOT_FOUND', ['id']);
    if (!(await claimTeamVersion(trx, id, version))) refuse('STALE', ['version']);
    if ((await descendantsOf(trx, id)).length > 1) refuse('IN_USE', ['id']);
    await trx.deleteFrom('team_member').where('team_id', '=', id).execute();
    await trx.deleteFrom('team_closure').where('descendant_id', '=', id).execute();
    await trx.deleteFrom('team').where('id', '=', id).execute();
    await recordAudit(trx, ctx, { action: 'team.deleted', objectType: 'team', objectId: id });
  });
}

async function requireParent(trx: Trx, parentId: number | null, height: number): Promise<void> {
  const field = ['input', 'parentId'];
  if (parentId === null) return;
  if (!(await findTeam(trx, parentId))) refuse('NOT_FOUND', field);
  if ((await ancestorsOf(trx, parentId)).length + height > DEEPEST_TEAM)
    refuse('TOO_MANY', field, { max: DEEPEST_TEAM });
}

/** How many levels a team and what is below it take. */
async function heightOf(db: Queryable, teamId: number): Promise<number> {
  const depths = await db
    .selectFrom('team_closure as under')
    .innerJoin('team_closure as between', 'between.descendant_id', 'under.descendant_id')
    .innerJoin('team_closure as top', 'top.descendant_id', 'between.ancestor_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('under.ancestor_id', '=', teamId)
    .where('top.ancestor_id', '=', teamId)
    .groupBy('under.descendant_id')
    .execute();
  return Math.max(1, ...depths.map(({ n }) => Number(n)));
}

async function refuseTaken(trx: Trx, team: { id: number; name: string; parentId: number | null }): Promise<void> {
  const sister = await trx
    .selectFrom('team')
    .select('id')
    .where('name', '=', team.name)
    .where('parent_id', team.parentId === null ? 'is' : '=', team.parentId)
    .where('id', '<>', team.id)
    .executeTakeFirst();
  if (sister) refuse('TAKEN', ['input', 'name']);
}

function checkName(value: string): string {
  const name = value.trim();
  if (!name) refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  return name;
}

function teamKey(ctx: Ctx, publicId: string | null, field: readonly string[]): number | null {
  return publicId === null ? null : (ctx.publicIds.decode('tea', publicId) ?? refuse('NOT_FOUND', field));
}
