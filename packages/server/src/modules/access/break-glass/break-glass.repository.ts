import type { PageRequest } from '../../../platform/graphql/connection.ts';
import type { Queryable, Row } from '../../../platform/database/tables.ts';

/** A stored break-glass. */
export interface BreakGlassRecord extends Row<'break_glass'> {
  /** The session that still has it; null when that has ended, or it was taken from it. */
  readonly held_by: number | null;
}

/** The one with this key. */
export async function findBreakGlass(db: Queryable, id: number): Promise<BreakGlassRecord | undefined> {
  return await records(db).where('break_glass.id', '=', id).executeTakeFirst();
}

/** All of them, the latest first, or only those that nobody has reviewed: one more than the page holds. */
export async function listBreakGlass(
  db: Queryable,
  { first, after }: PageRequest,
  open: boolean,
): Promise<BreakGlassRecord[]> {
  const [before] = after ?? [];
  let query = records(db);
  if (typeof before === 'number') query = query.where('break_glass.id', '<', before);
  if (open) query = query.where('break_glass.reviewed_at', 'is', null);
  return await query
    .orderBy('break_glass.id', 'desc')
    .limit(first + 1)
    .execute();
}

/** Whether it holds at an instant (ms). */
export function isHeld({ held_by, ended_at, until }: BreakGlassRecord, now: number): boolean {
  return held_by !== null && ended_at === null && until > now;
}

function records(db: Queryable) {
  return db
    .selectFrom('break_glass')
    .leftJoin('session', (on) =>
      on.onRef('session.id', '=', 'break_glass.session_id').onRef('session.break_glass_id', '=', 'break_glass.id'),
    )
    .selectAll('break_glass')
    .select('session.id as held_by');
}
