import { bulkInsert } from '../../../platform/database/bulk-insert.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';

/** Writes a new team's place in the tree: below itself, its parent and all that the parent is below. */
export async function addToClosure(trx: Trx, teamId: number, parentId: number | null): Promise<void> {
  const above = parentId === null ? [] : await ancestorsOf(trx, parentId);
  await insertPairs(trx, [...above, teamId], [teamId]);
}

/** Moves a team, with all that is below it, under another parent. The caller has made sure that this makes no circle. */
export async function moveInClosure(trx: Trx, teamId: number, parentId: number | null): Promise<void> {
  const moved = await descendantsOf(trx, teamId);
  const left = (await ancestorsOf(trx, teamId)).filter((id) => id !== teamId);
  if (left.length > 0)
    await trx.deleteFrom('team_closure').where('descendant_id', 'in', moved).where('ancestor_id', 'in', left).execute();
  if (parentId !== null) await insertPairs(trx, await ancestorsOf(trx, parentId), moved);
}

/** The teams that a team is below, itself among them. */
export async function ancestorsOf(db: Queryable, teamId: number): Promise<number[]> {
  const rows = await db.selectFrom('team_closure').select('ancestor_id').where('descendant_id', '=', teamId).execute();
  return rows.map(({ ancestor_id }) => ancestor_id);
}

/** The teams below a team, itself among them. */
export async function descendantsOf(db: Queryable, teamId: number): Promise<number[]> {
  const rows = await db.selectFrom('team_closure').select('descendant_id').where('ancestor_id', '=', teamId).execute();
  return rows.map(({ descendant_id }) => descendant_id);
}

async function insertPairs(trx: Trx, above: readonly number[], below: readonly number[]): Promise<void> {
  const rows = above.flatMap((ancestor) => below.map((descendant) => [ancestor, descendant]));
  await bulkInsert(trx, 'team_closure', ['ancestor_id', 'descendant_id'], rows);
}
