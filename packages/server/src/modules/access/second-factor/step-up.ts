import type { Ctx } from '../../../platform/context/context.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { bumpAccessEpoch } from '../access-epoch.ts';
import { countGuess, forgiveGuess } from '../guess-limit.ts';
import { checkPassword } from '../password-hash.ts';
import { rotateSession } from '../session.repository.ts';
import type { UserRecord } from '../user.repository.ts';
import { examineProof, type Proof } from './examine-proof.ts';

/** How long a proof lasts. */
export const STEP_UP_MS = 5 * 60_000;

/**
 * Asks that the person proved who they are within the last five minutes: for what a borrowed browser must not do. The system
 * itself passes; a token cannot prove anything.
 *
 * @throws STEP_UP_REQUIRED, after which the caller does `stepUp` and asks again; FORBIDDEN for a token
 */
export function requireStepUp(ctx: Ctx): void {
  const { actor } = ctx;
  if (actor.kind === 'system') return;
  if (actor.kind === 'token') throw failure('FORBIDDEN', 'This needs a person who is signed in: a token cannot do it.');
  if (ctx.now() - actor.provedAt > STEP_UP_MS) throw failure('STEP_UP_REQUIRED', 'Prove again that it is you.');
}

/**
 * The same for one's own factors. Who has none and must set one up has just shown a password and may go on: there is nothing
 * else to prove with.
 */
export function requireOwnStepUp(ctx: Ctx, user: UserRecord): void {
  if (ctx.actor.kind !== 'enrolling' || user.secondFactorSince !== null) requireStepUp(ctx);
}

/**
 * Proves anew who sits there, for five minutes: with the second factor, or with the password for who has none. The session goes
 * on under a new token, so a copy of the one before has not been proved with. Refuses REQUIRED, WRONG_CODE, WRONG_CREDENTIALS.
 *
 * @throws RATE_LIMITED after ten wrong guesses for an account within an hour, those at sign-in included
 */
export async function stepUp(ctx: Ctx, user: UserRecord, proof: Proof & { password?: string | null }): Promise<void> {
  const hasFactor = user.secondFactorSince !== null;
  if (!(hasFactor ? proof.code || proof.passkey : proof.password))
    refuse('REQUIRED', ['input', hasFactor ? 'code' : 'password']);
  await countGuess(ctx, user.email);
  const holder = { purpose: 'STEP_UP', userId: user.id, id: ctx.actor.sessionId ?? 0 } as const;
  const useUp = hasFactor
    ? (await examineProof(ctx, holder, { code: proof.code, passkey: proof.passkey }))?.useUp
    : (await checkPassword(ctx, user.passwordHash, proof.password ?? '')) && (async () => true);
  const wrong = () =>
    hasFactor ? refuse('WRONG_CODE', ['input', 'code']) : refuse('WRONG_CREDENTIALS', ['input', 'password']);
  await ctx.db.ids.ensure(1);
  if (!useUp) {
    await ctx.db.transaction(
      async (trx) =>
        await recordAudit(trx, ctx, { action: 'user.stepUpFailed', objectType: 'user', objectId: user.id }),
    );
    wrong();
    return;
  }
  const { sessionId, secondFactor } = ctx.actor;
  const rotated = await ctx.db.transaction(async (trx) => {
    if (!(await useUp(trx))) wrong();
    await forgiveGuess(trx, ctx, user.email);
    await recordAudit(trx, ctx, { action: 'user.steppedUp', objectType: 'user', objectId: user.id });
    if (sessionId === undefined) return undefined;
    const renewed = await rotateSession(trx, ctx, sessionId, secondFactor);
    await bumpAccessEpoch(trx);
    return renewed;
  });
  if (rotated) ctx.client.keepSession(rotated.token, rotated.until);
}
