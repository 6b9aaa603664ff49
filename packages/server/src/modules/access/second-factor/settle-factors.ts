import type { AuditAction } from '@dossier/shared/audit';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { keepOwnSession } from '../end-access.ts';
import { removePasskeys } from '../passkey/passkey.repository.ts';
import { setSecondFactorSince, type UserRecord } from '../user.repository.ts';
import { mustHaveSecondFactor } from './needs-second-factor.ts';
import { keepRecoveryCodes, newRecoveryCodes, RECOVERY_CODES } from './recovery-codes.ts';
import { removeTotp } from './totp.ts';

/**
 * Changes the actor's own factors in one transaction and settles what follows: whether the user has a second factor, recovery
 * codes with the first one, none without any; all other sessions and half-finished sign-ins end, and the actor's own session
 * gets a new token. Returns new recovery codes, if there are any.
 *
 * Refuses LAST_FACTOR when none would be left to somebody who must have one.
 */
export async function settleFactors(
  ctx: Ctx,
  user: UserRecord,
  action: AuditAction,
  change: (trx: Trx) => Promise<void>,
): Promise<readonly string[]> {
  const codes = newRecoveryCodes();
  const isRequired = await mustHaveSecondFactor(ctx.db, user);
  await ctx.db.ids.ensure(RECOVERY_CODES + 3);
  const { isFirst, keep } = await ctx.db.transaction(async (trx) => {
    await change(trx);
    const has = await hasFactor(trx, user.id);
    if (!has && isRequired) refuse('LAST_FACTOR');
    const isNew = has && (await setSecondFactorSince(trx, user.id, ctx.now()));
    if (isNew) await keepRecoveryCodes(trx, ctx, user.id, codes);
    if (!has) await forgetFactors(trx, user.id);
    await recordAudit(trx, ctx, { action, objectType: 'user', objectId: user.id });
    return { isFirst: isNew, keep: await keepOwnSession(trx, ctx, user.id, has) };
  });
  keep();
  return isFirst ? codes : [];
}

/** Takes every factor of a user away: they sign in with the password alone, and set up a new one if they must have one. */
export async function forgetFactors(trx: Trx, userId: number): Promise<void> {
  await removeTotp(trx, userId);
  await removePasskeys(trx, userId);
  await trx.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
  await trx.updateTable('staff_user').set({ second_factor_since: null }).where('id', '=', userId).execute();
}

async function hasFactor(trx: Trx, userId: number): Promise<boolean> {
  const totp = await trx
    .selectFrom('totp_factor')
    .select('id')
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  if (totp) return true;
  return (await trx.selectFrom('passkey').select('id').where('user_id', '=', userId).executeTakeFirst()) !== undefined;
}
