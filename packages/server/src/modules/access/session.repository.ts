import type { Ctx } from '../../platform/context/context.ts';
import type { Queryable, Trx } from '../../platform/database/tables.ts';
import { newSecret } from './secret-token.ts';

const ABSOLUTE_MS = 12 * 3_600_000;
const IDLE_MS = 30 * 60_000;

/** A session as its owner sees it. */
export interface SessionRecord {
  readonly id: number;
  readonly userId: number;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly userAgent: string | null;
  readonly secondFactor: boolean;
}

/**
 * Begins a session; who it is for has just proved it. The caller gives the token to the browser after the commit. Takes one
 * id (`ids.ensure(1)`).
 */
export async function beginSession(
  trx: Trx,
  ctx: Ctx,
  userId: number,
  secondFactor = false,
): Promise<{ id: number; token: string; until: number }> {
  const { secret, digest } = newSecret();
  const now = ctx.now();
  const session = {
    id: ctx.db.ids.take(),
    token_hash: digest,
    user_id: userId,
    created_at: now,
    last_seen_at: now,
    expires_at: now + ABSOLUTE_MS,
    second_factor: secondFactor ? 1 : 0,
    proved_at: now,
    user_agent: ctx.client.userAgent ?? null,
    break_glass_id: null,
    break_glass_until: null,
  };
  await trx.insertInto('session').values(session).execute();
  return { id: session.id, token: secret, until: session.expires_at };
}

/** Ends one session; true when there was one. */
export async function endSession(trx: Trx, id: number, userId?: number): Promise<boolean> {
  let query = trx.deleteFrom('session').where('id', '=', id);
  if (userId !== undefined) query = query.where('user_id', '=', userId);
  return (await query.executeTakeFirst()).numDeletedRows > 0n;
}

/** Ends all sessions of a user, or all but one. Callers want `endAccessOf` most often. */
export async function endSessionsOf(trx: Trx, userId: number, exceptSession?: number): Promise<number> {
  let query = trx.deleteFrom('session').where('user_id', '=', userId);
  if (exceptSession !== undefined) query = query.where('id', '<>', exceptSession);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}

/** Ends those sessions of a user that began first, so that only so many are left that are still good; says how many it ended. */
export async function endOldestSessions(trx: Trx, userId: number, most: number, now: number): Promise<number> {
  const live = await trx
    .selectFrom('session')
    .select('id')
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', now - IDLE_MS)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const surplus = live.slice(most).map(({ id }) => id);
  if (surplus.length > 0) await trx.deleteFrom('session').where('id', 'in', surplus).execute();
  return surplus.length;
}

/** Gives a session a new token, so that a copy of the old one is worth nothing; undefined when it has ended. */
export async function rotateSession(
  trx: Trx,
  ctx: Ctx,
  id: number,
  secondFactor: boolean,
): Promise<{ token: string; until: number } | undefined> {
  const { secret, digest } = newSecret();
  await trx
    .updateTable('session')
    .set({ token_hash: digest, second_factor: secondFactor ? 1 : 0, proved_at: ctx.now() })
    .where('id', '=', id)
    .execute();
  const row = await trx.selectFrom('session').select('expires_at').where('id', '=', id).executeTakeFirst();
  return row && { token: secret, until: row.expires_at };
}

/** Removes sessions that ended by themselves. */
export async function forgetEndedSessions(trx: Trx, now: number): Promise<void> {
  await trx
    .deleteFrom('session')
    .where((eb) => eb.or([eb('expires_at', '<=', now), eb('last_seen_at', '<=', now - IDLE_MS)]))
    .execute();
}

/** The sessions of a user that are still good, newest first. */
export async function listSessions(db: Queryable, userId: number, now: number): Promise<readonly SessionRecord[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'user_id', 'created_at', 'last_seen_at', 'expires_at', 'user_agent', 'second_factor'])
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', now - IDLE_MS)
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    userId: row.user_id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    userAgent: row.user_agent,
    secondFactor: row.second_factor === 1,
  }));
}

/** When a session ends at the latest, and whether a second factor stands behind it. */
export async function sessionState(
  db: Queryable,
  id: number,
): Promise<{ expiresAt: number; secondFactor: boolean } | undefined> {
  const row = await db
    .selectFrom('session')
    .select(['expires_at', 'second_factor'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { expiresAt: row.expires_at, secondFactor: row.second_factor === 1 };
}
