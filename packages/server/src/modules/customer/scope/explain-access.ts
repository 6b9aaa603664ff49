import { CAPABILITIES, type Capability, DATA_CLASSES, type DataClass, type RowScope } from '@dossier/shared/access';
import { sql } from 'kysely';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { type GrantRule, isWithin } from '../../../platform/policy/compile-grants.ts';
import { isGranted } from '../../../platform/policy/pre-authorise.ts';
import { findUser, presentGrants } from '../../access/index.ts';
import { findByNumber } from '../number/find-by-number.ts';
import { reachCondition } from './customer-scope.ts';
import type { AccessDecision, AccessExplanation, AccessOverview } from './explain-access.type.ts';

/** Whom and what a question about access concerns: a person, and one customer by key or by number, or customers in general. */
export interface AccessSubject {
  readonly userId: number;
  readonly customerId?: number | undefined;
  readonly customerNumber?: string | undefined;
}

/** What is asked: may this user do this with values of this class. */
export interface AccessQuestion extends AccessSubject {
  readonly dataClass: DataClass;
  /** READ_FULL asks how much is seen. */
  readonly capability: Capability;
}

/**
 * Answers from the same grants, and the same conditions on rows, that decide in earnest. Refuses NOT_FOUND for an unknown user.
 * Nothing of the customer is read but in which scopes the row is.
 */
export async function explainAccess(ctx: Ctx, question: AccessQuestion): Promise<AccessExplanation> {
  return explain(await viewOf(ctx, question), question.dataClass, question.capability);
}

/** The same for all classes and capabilities at once: what a page of this customer would be for this person. */
export async function accessOverview(ctx: Ctx, subject: AccessSubject): Promise<AccessOverview> {
  const view = await viewOf(ctx, subject);
  return {
    exists: view.exists,
    classes: DATA_CLASSES.map((dataClass) => ({
      dataClass,
      reading: explain(view, dataClass, 'READ_FULL'),
      granted: CAPABILITIES.filter(
        (capability) =>
          capability !== 'READ_FULL' &&
          capability !== 'READ_MASKED' &&
          ['FULL', 'DEPENDS'].includes(explain(view, dataClass, capability).decision),
      ),
    })),
  };
}

/** A person's grants, and which of them hold for the customer in question. */
interface View {
  readonly grants: Ctx['actor']['grants'];
  /** Whether the customer exists for the person; true when none is named. */
  readonly exists: boolean;
  /** Undefined when no customer is named: then every scope may hold. */
  readonly scopes: ReadonlySet<RowScope> | undefined;
}

async function viewOf(ctx: Ctx, { userId, customerId, customerNumber }: AccessSubject): Promise<View> {
  const user = (await findUser(ctx.db.read, userId)) ?? refuse('NOT_FOUND', ['userId']);
  const grants = await presentGrants(ctx.db, user.id, user.roles);
  const them: Ctx = { ...ctx, actor: { ...ctx.actor, userId: user.id, permissions: grants.permissions, grants } };
  if (customerId === undefined && customerNumber === undefined) return { grants, exists: true, scopes: undefined };
  // By number as they would find it: whether somebody else has that number is not told.
  const id = customerId ?? (await findByNumber(them, customerNumber ?? '')).customerId;
  const scopes = await scopesOf(them, id ?? 0);
  return { grants, exists: grants.visible.some((scope) => scopes.has(scope)), scopes };
}

/** In which of the scopes that a person has grants for a customer is. One statement. */
async function scopesOf(them: Ctx, customerId: number): Promise<ReadonlySet<RowScope>> {
  const { grants } = them.actor;
  const rules = DATA_CLASSES.flatMap((dataClass) =>
    CAPABILITIES.flatMap((capability) => grants.rules(dataClass, capability)),
  );
  const scopes = [...new Set(rules.map(({ scope }) => scope))];
  if (scopes.length === 0) return new Set();
  const row = await them.db.read
    .selectFrom('customer')
    .select(
      scopes.map((scope) =>
        sql<number>`case when ${reachCondition(them, [scope]) ?? sql`1 = 1`} then 1 else 0 end`.as(scope),
      ),
    )
    .where('customer.id', '=', customerId)
    .executeTakeFirst();
  return new Set(scopes.filter((scope) => Number(row?.[scope] ?? 0) === 1));
}

function explain({ grants, exists, scopes }: View, dataClass: DataClass, capability: Capability): AccessExplanation {
  const rules: readonly GrantRule[] =
    capability === 'READ_FULL'
      ? [...grants.rules(dataClass, 'READ_FULL'), ...grants.rules(dataClass, 'READ_MASKED')]
      : grants.rules(dataClass, capability);
  const holds = scopes ? rules.filter(({ scope }) => scopes.has(scope)) : rules;
  const decide = (decision: AccessDecision): AccessExplanation => ({
    decision,
    dataClass,
    capability,
    rules: exists ? holds.map(({ id }) => id) : [],
  });
  if (!exists) return decide('NO_SUCH_CUSTOMER');
  if (capability !== 'READ_FULL') {
    if (!isGranted(grants, dataClass, capability)) return decide('REFUSED');
    if (!scopes) return decide(isWithin(grants.visible, grants.reach(dataClass, capability)) ? 'FULL' : 'DEPENDS');
    return decide(holds.length > 0 ? 'FULL' : 'HIDDEN');
  }
  if (!scopes) {
    const level = grants.level(dataClass);
    return decide(level === 'BY_ROW' ? 'DEPENDS' : level === 'NONE' ? 'HIDDEN' : level);
  }
  if (holds.some((rule) => rule.capability === 'READ_FULL')) return decide('FULL');
  return decide(holds.length > 0 ? 'MASKED' : 'HIDDEN');
}
