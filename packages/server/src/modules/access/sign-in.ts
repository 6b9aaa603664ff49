import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { countGuess, forgiveGuess } from './guess-limit.ts';
import { checkPassword } from './password-hash.ts';
import { beginSession, endSession } from './session.repository.ts';
import { findUserByEmail, foldEmail, noteSignIn } from './user.repository.ts';

const LONGEST_EMAIL = 254;
const LONGEST_PASSWORD = 1_000;

/**
 * Signs a person in and makes their browser keep the session; returns who it is and which session it is. An earlier
 * session of the same browser ends.
 *
 * Refuses with WRONG_CREDENTIALS whatever is wrong: unknown address, wrong password, suspended, not yet accepted. The
 * work done is the same in all these cases.
 *
 * @throws RATE_LIMITED after ten wrong guesses for an account within an hour.
 */
export async function signIn(
  ctx: Ctx,
  input: { email: string; password: string },
): Promise<{ userId: number; sessionId: number }> {
  const email = foldEmail(input.email);
  if (email.length > LONGEST_EMAIL || input.password.length > LONGEST_PASSWORD) refuse('WRONG_CREDENTIALS');
  await countGuess(ctx, email);
  const user = await findUserByEmail(ctx.db.read, email);
  const isRight = await checkPassword(ctx, user?.status === 'ACTIVE' ? user.passwordHash : null, input.password);

  await ctx.db.ids.ensure(2);
  if (!isRight || !user) {
    await ctx.db.transaction(
      async (trx) =>
        await recordAudit(trx, ctx, {
          action: 'user.signInFailed',
          objectType: 'user',
          ...(user ? { objectId: user.id } : {}),
        }),
    );
    refuse('WRONG_CREDENTIALS');
  }
  const session = await ctx.db.transaction(async (trx) => {
    await forgiveGuess(trx, ctx, email);
    if (ctx.actor.sessionId !== undefined) await endSession(trx, ctx.actor.sessionId);
    const begun = await beginSession(trx, ctx, user.id);
    await noteSignIn(trx, user.id, ctx.now());
    const actor = { ...ctx.actor, kind: 'user' as const, userId: user.id, name: user.name };
    await recordAudit(trx, { ...ctx, actor }, { action: 'user.signedIn', objectType: 'user', objectId: user.id });
    return begun;
  });
  ctx.client.keepSession(session.token, session.until);
  return { userId: user.id, sessionId: session.id };
}

/** Ends the session of the request, if it has one, and makes the browser forget it. Refuses nothing. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { sessionId, userId } = ctx.actor;
  if (sessionId !== undefined) {
    await ctx.db.ids.ensure(1);
    await ctx.db.transaction(async (trx) => {
      await endSession(trx, sessionId);
      await recordAudit(trx, ctx, { action: 'user.signedOut', objectType: 'user', objectId: userId });
    });
  }
  ctx.client.forgetSession();
}
