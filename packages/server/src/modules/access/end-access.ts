import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { bumpSessionEpoch } from './session-epoch.ts';
import { endSessionsOf, rotateSession } from './session.repository.ts';

/**
 * Ends all sessions of a user and every sign-in of theirs that is under way; open sockets close within a second. With
 * `exceptSession` that one stays.
 */
export async function endAccessOf(trx: Trx, userId: number, exceptSession?: number): Promise<void> {
  await trx.deleteFrom('sign_in_ticket').where('user_id', '=', userId).execute();
  await trx.deleteFrom('passkey_challenge').where('user_id', '=', userId).execute();
  await endSessionsOf(trx, userId, exceptSession);
  await bumpSessionEpoch(trx);
}

/**
 * After a change of one's own password or factors: ends everything of the user but the session that made the change, which
 * gets a new token. Returns what hands that token to the browser, to be called after the commit.
 */
export async function keepOwnSession(trx: Trx, ctx: Ctx, userId: number, secondFactor: boolean): Promise<() => void> {
  const { sessionId } = ctx.actor;
  await endAccessOf(trx, userId, sessionId);
  if (sessionId === undefined) return () => {};
  const rotated = await rotateSession(trx, ctx, sessionId, secondFactor);
  return () => rotated && ctx.client.keepSession(rotated.token, rotated.until);
}
