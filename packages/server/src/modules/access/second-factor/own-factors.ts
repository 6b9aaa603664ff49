import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { removePasskeys } from '../passkey/passkey.repository.ts';
import { findUser, type UserRecord } from '../user.repository.ts';
import { keepRecoveryCodes, newRecoveryCodes, RECOVERY_CODES } from './recovery-codes.ts';
import { settleFactors } from './settle-factors.ts';
import { requireOwnStepUp, requireStepUp } from './step-up.ts';
import { confirmSeed, examineTotp, keepSeed, newSeed, removeTotp, totpAddress } from './totp.ts';

/** The user that acts. Refuses NOT_FOUND when nobody does. */
export async function actingPerson(ctx: Ctx): Promise<UserRecord> {
  return (await findUser(ctx.db.read, ctx.actor.userId)) ?? refuse('NOT_FOUND');
}

/**
 * Begins to set up a code generator: its seed, to be scanned or typed. Nothing counts before {@link confirmTotp}; a generator
 * that works stays until then.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function beginTotp(ctx: Ctx, user: UserRecord): Promise<{ secret: string; uri: string }> {
  requireOwnStepUp(ctx, user);
  const seed = newSeed();
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => await keepSeed(trx, ctx, user.id, seed));
  return { secret: seed, uri: totpAddress((await ctx.settings()).installationName, user.email, seed) };
}

/**
 * The generator works from now on, shown by a first code of it. Ends all other sessions; returns recovery codes when it is the
 * user's first factor. Refuses WRONG_CODE.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function confirmTotp(ctx: Ctx, user: UserRecord, code: string): Promise<readonly string[]> {
  requireOwnStepUp(ctx, user);
  const useUp = (await examineTotp(ctx, user.id, code, 'pending')) ?? refuse('WRONG_CODE', ['code']);
  return await settleFactors(ctx, user, 'totp.added', async (trx) => {
    if (!(await useUp(trx)) || !(await confirmSeed(trx, ctx, user.id))) refuse('WRONG_CODE', ['code']);
  });
}

/** Takes the code generator away. Refuses NOT_FOUND, LAST_FACTOR. @throws STEP_UP_REQUIRED */
export async function removeOwnTotp(ctx: Ctx, user: UserRecord): Promise<void> {
  requireStepUp(ctx);
  await settleFactors(ctx, user, 'totp.removed', async (trx) => {
    if (!(await removeTotp(trx, user.id))) refuse('NOT_FOUND');
  });
}

/** Takes a passkey away. Refuses NOT_FOUND, LAST_FACTOR. @throws STEP_UP_REQUIRED */
export async function removeOwnPasskey(ctx: Ctx, user: UserRecord, id: number): Promise<void> {
  requireStepUp(ctx);
  await settleFactors(ctx, user, 'passkey.removed', async (trx) => {
    if ((await removePasskeys(trx, user.id, id)) === 0) refuse('NOT_FOUND', ['id']);
  });
}

/** Makes ten new recovery codes; earlier ones end. Refuses WRONG_STATE without a second factor. @throws STEP_UP_REQUIRED */
export async function renewRecoveryCodes(ctx: Ctx, user: UserRecord): Promise<readonly string[]> {
  requireStepUp(ctx);
  if (user.secondFactorSince === null) refuse('WRONG_STATE');
  const codes = newRecoveryCodes();
  await ctx.db.ids.ensure(RECOVERY_CODES + 1);
  await ctx.db.transaction(async (trx) => {
    await keepRecoveryCodes(trx, ctx, user.id, codes);
    await recordAudit(trx, ctx, { action: 'recoveryCodes.renewed', objectType: 'user', objectId: user.id });
  });
  return codes;
}
