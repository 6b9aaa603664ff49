import { MOST_SESSIONS_AT_ONCE, SIGN_IN_RULES, type SignInRules } from '@dossier/shared/access';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { recordAudit } from '../../audit/index.ts';
import { requireStepUp } from '../second-factor/step-up.ts';
import { checkReason, takenVersion } from './check-change.ts';
import { addPolicyVersion, policyChanges } from './policy.repository.ts';

/**
 * Changes how people sign in; what is absent stays. It counts from everybody's next request on: who must have a second factor then
 * and has none can do nothing but set one up. What the code demands it never takes away, so nobody else has to approve.
 *
 * Refuses STALE when the policy is not of this version any more, REQUIRED and TOO_LONG for the reason, TOO_SMALL, TOO_LARGE.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function changeSignIn(
  ctx: Ctx,
  version: number,
  input: { readonly [Rule in keyof SignInRules]?: SignInRules[Rule] | null },
  reason: string,
): Promise<void> {
  requireStepUp(ctx);
  const why = checkReason(reason);
  const atOnce = ['input', 'sessionsAtOnce'];
  if ((input.sessionsAtOnce ?? 1) < 1) refuse('TOO_SMALL', atOnce, { min: 1 });
  if ((input.sessionsAtOnce ?? 1) > MOST_SESSIONS_AT_ONCE) refuse('TOO_LARGE', atOnce, { max: MOST_SESSIONS_AT_ONCE });
  await ctx.db.ids.ensure(1);
  await ctx.db
    .transaction(async (trx) => {
      const before = await policyChanges(trx);
      if (before.version !== version) refuse('STALE', ['policyVersion']);
      const rules = before.changes.signIn ?? SIGN_IN_RULES;
      const signIn: SignInRules = {
        secondFactorForAll: input.secondFactorForAll ?? rules.secondFactorForAll,
        sessionsAtOnce: input.sessionsAtOnce ?? rules.sessionsAtOnce,
      };
      const fields = (['secondFactorForAll', 'sessionsAtOnce'] as const).filter((name) => signIn[name] !== rules[name]);
      const changes = { ...before.changes, signIn };
      await addPolicyVersion(trx, { version: version + 1, changes, at: ctx.now(), by: ctx.actor.userId, reason: why });
      await recordAudit(trx, ctx, { action: 'policy.changed', objectType: 'policy', fields, reason: why });
    })
    .catch(takenVersion);
}
