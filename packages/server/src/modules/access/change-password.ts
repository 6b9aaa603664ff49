import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { keepOwnSession } from './end-access.ts';
import { countGuess, forgiveGuess } from './guess-limit.ts';
import { endLinksOf } from './one-time-link.ts';
import { checkPassword, hashPassword } from './password-hash.ts';
import { refuseBadPassword } from './password-policy.ts';
import { updateUser, type UserRecord } from './user.repository.ts';

/**
 * Changes the actor's own password. Ends all their other sessions, sign-ins under way and open links; the actor's session goes
 * on under a new token. Refuses WRONG_CREDENTIALS for the present password, PASSWORD_TOO_WEAK, PASSWORD_BREACHED, TOO_LONG.
 *
 * @throws RATE_LIMITED after ten wrong guesses for an account within an hour
 */
export async function changePassword(
  ctx: Ctx,
  user: UserRecord,
  input: { currentPassword: string; password: string },
): Promise<void> {
  await refuseBadPassword(ctx, input.password, user);
  await countGuess(ctx, user.email);
  if (!(await checkPassword(ctx, user.passwordHash, input.currentPassword))) {
    refuse('WRONG_CREDENTIALS', ['input', 'currentPassword']);
  }
  const passwordHash = await hashPassword(ctx, input.password);
  await ctx.db.ids.ensure(1);
  const keep = await ctx.db.transaction(async (trx) => {
    await forgiveGuess(trx, ctx, user.email);
    await updateUser(trx, user.id, { passwordHash });
    await endLinksOf(trx, user.id, ctx.now());
    await recordAudit(trx, ctx, {
      action: 'user.passwordSet',
      objectType: 'user',
      objectId: user.id,
      reason: 'CHANGE',
    });
    return await keepOwnSession(trx, ctx, user.id, ctx.actor.secondFactor);
  });
  keep();
}
