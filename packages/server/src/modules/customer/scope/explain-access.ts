import type { Capability, DataClass } from '@dossier/shared/access';
import { type Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import type { Reach } from '../../../platform/policy/compile-grants.ts';
import { findUser, presentGrants } from '../../access/index.ts';
import { among } from './among.ts';
import { reachCondition } from './customer-scope.ts';
import type { AccessDecision, AccessExplanation } from './explain-access.type.ts';

/** What is asked: may this user do this with values at this place of the API, of this customer. */
export interface AccessQuestion {
  readonly userId: number;
  readonly coordinate: string;
  /** The class declared there. */
  readonly dataClass: DataClass;
  /** READ_FULL asks how much is seen. */
  readonly capability: Capability;
  readonly customerId: number | undefined;
}

/**
 * Answers from the same grants, and the same conditions on rows, that decide in earnest. Refuses NOT_FOUND for an unknown user.
 * Nothing of the customer is read but whether the row is in a scope.
 */
export async function explainAccess(ctx: Ctx, question: AccessQuestion): Promise<AccessExplanation> {
  const user = await findUser(ctx.db.read, question.userId);
  if (!user) refuse('NOT_FOUND', ['userId']);
  const grants = await presentGrants(ctx.db, user.id, user.roles);
  const them: Ctx = { ...ctx, actor: { ...ctx.actor, userId: user.id, permissions: grants.permissions, grants } };
  const { dataClass } = question;
  const capabilities: readonly Capability[] =
    question.capability === 'READ_FULL' ? ['READ_FULL', 'READ_MASKED'] : [question.capability];
  const rules = capabilities.flatMap((capability) => grants.rules(dataClass, capability));
  const { customerId } = question;
  const holds =
    customerId === undefined
      ? rules
      : (
          await Promise.all(rules.map(async (rule) => ((await isIn(them, customerId, [rule.scope])) ? [rule] : [])))
        ).flat();
  const answer = { dataClass, capability: question.capability, rules: holds.map(({ id }) => id) };
  const decide = (decision: AccessDecision) => ({ ...answer, decision });

  if (customerId !== undefined && !(await isIn(them, customerId, grants.visible))) return decide('NO_SUCH_CUSTOMER');
  if (question.capability !== 'READ_FULL') {
    if (rules.length === 0 && dataClass !== 'PUBLIC') return decide('REFUSED');
    return decide(holds.length > 0 || dataClass === 'PUBLIC' ? 'FULL' : 'HIDDEN');
  }
  if (customerId === undefined) {
    const level = grants.level(dataClass);
    return decide(level === 'BY_ROW' ? 'DEPENDS' : level === 'NONE' ? 'HIDDEN' : level);
  }
  if (holds.some(({ capability }) => capability === 'READ_FULL')) return decide('FULL');
  return decide(holds.length > 0 ? 'MASKED' : 'HIDDEN');
}

async function isIn(ctx: Ctx, customerId: number, reach: Reach): Promise<boolean> {
  // Unlike a condition that is left out, a customer who is not there is in no reach.
  return (await among(ctx.db.read, [customerId], [reachCondition(ctx, reach)])).has(customerId);
}
