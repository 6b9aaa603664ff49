import type { Ctx, Services } from '../../../platform/context/context.ts';
import type { Queryable, Trx } from '../../../platform/database/tables.ts';
import { digestOf, newSecret } from '../secret-token.ts';

const VALID_MS = 5 * 60_000;

/** A sign-in whose password was right and whose second factor is awaited. */
export interface SignInTicket {
  readonly id: number;
  readonly userId: number;
  readonly expiresAt: number;
}

/** Makes a ticket for five minutes; the caller hands its secret out after the commit. Takes one id. */
export async function makeTicket(trx: Trx, ctx: Ctx, userId: number): Promise<{ token: string; expiresAt: number }> {
  const { secret, digest } = newSecret();
  const now = ctx.now();
  const ticket = {
    id: ctx.db.ids.take(),
    token_hash: digest,
    user_id: userId,
    created_at: now,
    expires_at: now + VALID_MS,
  };
  await trx.insertInto('sign_in_ticket').values(ticket).execute();
  return { token: secret, expiresAt: ticket.expires_at };
}

/** The ticket with this secret; undefined when it is unknown, used or out of time. */
export async function findTicket(db: Queryable, services: Services, token: string): Promise<SignInTicket | undefined> {
  const row = await db
    .selectFrom('sign_in_ticket')
    .select(['id', 'user_id', 'expires_at'])
    .where('token_hash', '=', digestOf(token))
    .where('expires_at', '>', services.now())
    .executeTakeFirst();
  return row && { id: row.id, userId: row.user_id, expiresAt: row.expires_at };
}

/** Uses a ticket up; false when somebody else was faster. */
export async function useTicket(trx: Trx, id: number): Promise<boolean> {
  const result = await trx.deleteFrom('sign_in_ticket').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Removes tickets and challenges whose time is over. */
export async function forgetOldTickets(trx: Trx, now: number): Promise<void> {
  await trx.deleteFrom('sign_in_ticket').where('expires_at', '<=', now).execute();
  await trx.deleteFrom('passkey_challenge').where('expires_at', '<=', now).execute();
}
