import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { bumpAccessEpoch } from './access-epoch.ts';
import { countGuess, forgiveGuess } from './guess-limit.ts';
import { checkPassword } from './password-hash.ts';
import { examineProof, type Proof } from './second-factor/examine-proof.ts';
import { findTicket, makeTicket, useTicket } from './second-factor/sign-in-ticket.ts';
import { signInRules } from './policy/policy.repository.ts';
import { beginSession, endOldestSessions, endSession } from './session.repository.ts';
import { findUser, findUserByEmail, foldEmail, noteSignIn, type UserRecord } from './user.repository.ts';

const LONGEST_EMAIL = 254;
const LONGEST_PASSWORD = 1_000;

/** How far a sign-in came: to a session, or to a ticket with which the second factor is shown. */
export interface SignedIn {
  readonly userId: number;
  readonly sessionId: number | undefined;
  readonly ticket: { readonly token: string; readonly expiresAt: number } | undefined;
  /** How many earlier sessions ended, because there were more at once than the policy allows. */
  readonly sessionsEnded: number;
}

/**
 * Signs a person in by their password and makes their browser keep the session; an earlier session of the same browser ends.
 * Who has a second factor gets a ticket and no session: {@link confirmSignIn} goes on from there.
 *
 * Refuses with WRONG_CREDENTIALS whatever is wrong: unknown address, wrong password, suspended, not yet accepted. The
 * work done is the same in all these cases.
 *
 * @throws RATE_LIMITED after ten wrong guesses for an account within an hour.
 */
export async function signIn(ctx: Ctx, input: { email: string; password: string }): Promise<SignedIn> {
  const email = foldEmail(input.email);
  if (email.length > LONGEST_EMAIL || input.password.length > LONGEST_PASSWORD) refuse('WRONG_CREDENTIALS');
  await countGuess(ctx, email);
  const user = await findUserByEmail(ctx.db.read, email);
  const isRight = await checkPassword(ctx, user?.status === 'ACTIVE' ? user.passwordHash : null, input.password);

  await ctx.db.ids.ensure(3);
  if (!isRight || !user) {
    await noteFailure(ctx, user?.id);
    refuse('WRONG_CREDENTIALS');
  }
  return await letIn(ctx, user, async (trx) => await forgiveGuess(trx, ctx, email));
}

/**
 * Ends a sign-in with the second factor: a code, a recovery code or a passkey. Refuses SIGN_IN_EXPIRED when the ticket is
 * unknown, used, or five minutes old, WRONG_CODE.
 *
 * @throws RATE_LIMITED after ten wrong guesses for an account within an hour, those of its password included
 */
export async function confirmSignIn(ctx: Ctx, input: Proof & { ticket: string }): Promise<SignedIn> {
  const ticket = await findTicket(ctx.db.read, ctx, input.ticket);
  const user = ticket && (await findUser(ctx.db.read, ticket.userId));
  if (!ticket || user?.status !== 'ACTIVE') refuse('SIGN_IN_EXPIRED', ['input', 'ticket']);
  await countGuess(ctx, user.email);
  const proof = await examineProof(ctx, { purpose: 'SIGN_IN', userId: user.id, id: ticket.id }, input);
  await ctx.db.ids.ensure(3);
  if (!proof) {
    await noteFailure(ctx, user.id);
    refuse('WRONG_CODE', ['input', 'code']);
  }
  return await letIn(ctx, user, async (trx) => {
    if (!(await useTicket(trx, ticket.id))) refuse('SIGN_IN_EXPIRED', ['input', 'ticket']);
    if (!(await proof.useUp(trx))) refuse('WRONG_CODE', ['input', 'code']);
    await forgiveGuess(trx, ctx, user.email);
    return proof.method;
  });
}

/**
 * Lets somebody in who has just proved who they are. `prepare` does in the same transaction what must come before, and answers
 * how the second factor was shown, if it was; without it, who has one gets a ticket. Where there are too many sessions then, those
 * that began first end. Takes three ids, reserved by the caller.
 */
export async function letIn(
  ctx: Ctx,
  user: Pick<UserRecord, 'id' | 'name' | 'secondFactorSince'>,
  prepare: (trx: Trx) => Promise<string | void>,
): Promise<SignedIn> {
  const { ticket, session, sessionsEnded } = await ctx.db.transaction(async (trx) => {
    const method = await prepare(trx);
    if (method === undefined && user.secondFactorSince !== null) {
      return { ticket: await makeTicket(trx, ctx, user.id), session: undefined, sessionsEnded: 0 };
    }
    if (ctx.actor.sessionId !== undefined && (await endSession(trx, ctx.actor.sessionId))) await bumpAccessEpoch(trx);
    const begun = await beginSession(trx, ctx, user.id, method !== undefined);
    await noteSignIn(trx, user.id, ctx.now());
    const actor = { ...ctx.actor, kind: 'user' as const, userId: user.id, name: user.name };
    await recordAudit(
      trx,
      { ...ctx, actor },
      { action: 'user.signedIn', objectType: 'user', objectId: user.id, ...(method ? { reason: method } : {}) },
    );
    const { sessionsAtOnce } = await signInRules(trx);
    const ended = await endOldestSessions(trx, user.id, sessionsAtOnce, ctx.now());
    if (ended > 0) {
      await recordAudit(
        trx,
        { ...ctx, actor },
        {
          action: 'session.revoked',
          objectType: 'user',
          objectId: user.id,
          detail: { sessions: ended },
          reason: 'LIMIT',
        },
      );
      await bumpAccessEpoch(trx);
    }
    return { ticket: undefined, session: begun, sessionsEnded: ended };
  });
  if (session) ctx.client.keepSession(session.token, session.until);
  return { userId: user.id, sessionId: session?.id, ticket, sessionsEnded };
}

async function noteFailure(ctx: Ctx, userId: number | undefined): Promise<void> {
  await ctx.db.transaction(
    async (trx) =>
      await recordAudit(trx, ctx, {
        action: 'user.signInFailed',
        objectType: 'user',
        ...(userId === undefined ? {} : { objectId: userId }),
      }),
  );
}

/** Ends the session of the request, if it has one, and makes the browser forget it. Refuses nothing. */
export async function signOut(ctx: Ctx): Promise<void> {
  const { sessionId, userId } = ctx.actor;
  if (sessionId !== undefined) {
    await ctx.db.ids.ensure(1);
    await ctx.db.transaction(async (trx) => {
      await endSession(trx, sessionId);
      await recordAudit(trx, ctx, { action: 'user.signedOut', objectType: 'user', objectId: userId });
      await bumpAccessEpoch(trx);
    });
  }
  ctx.client.forgetSession();
}
