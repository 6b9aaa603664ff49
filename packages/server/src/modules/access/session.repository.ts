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
}

/** Begins a session. The caller gives the token to the browser after the commit. Takes one id (`ids.ensure(1)`). */
export async function beginSession(
  trx: Trx,
  ctx: Ctx,
  userId: number,
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
    user_agent: ctx.client.userAgent ?? null,
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

/** Ends all sessions of a user. */
export async function endSessionsOf(trx: Trx, userId: number): Promise<void> {
  await trx.deleteFrom('session').where('user_id', '=', userId).execute();
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
    .select(['id', 'user_id', 'created_at', 'last_seen_at', 'expires_at', 'user_agent'])
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
  }));
}

/** When a session ends at the latest. */
export async function sessionEnd(db: Queryable, id: number): Promise<number | undefined> {
  const row = await db.selectFrom('session').select('expires_at').where('id', '=', id).executeTakeFirst();
  return row?.expires_at;
}
