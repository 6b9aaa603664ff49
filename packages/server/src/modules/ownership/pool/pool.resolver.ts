import { Arg, Ctx as FromContext, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { startOfToday } from '../../../platform/context/start-of-today.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer, toUserError } from '../../../platform/graphql/user-error.type.ts';
import { CustomerSelectionInput } from '../../search/index.ts';
import { assignCustomers } from './assign-customers.ts';
import { claimCustomers, poolUse } from './claim-customers.ts';
import { readPoolRules, updatePoolRules } from './pool-rules.ts';
import {
  CustomersAssignPayload,
  CustomersClaimPayload,
  PoolRules,
  PoolRulesInput,
  PoolRulesPayload,
} from './pool.type.ts';

/** Who looks after whom: giving customers away, the public pool and its rules. */
@Resolver()
export class PoolResolver {
  @Query(() => PoolRules, { description: 'The rules of the public pool, and how much of its limits you have used.' })
  async poolRules(@FromContext() ctx: Ctx): Promise<PoolRules> {
    return await shown(ctx);
  }

  @Mutation(() => PoolRulesPayload, { description: 'Changes the rules of the public pool. Needs SETTINGS_WRITE.' })
  async poolRulesUpdate(
    @Arg('input', () => PoolRulesInput) input: PoolRulesInput,
    @FromContext() ctx: Ctx,
  ): Promise<PoolRulesPayload> {
    return await answer(ctx, async () => {
      await updatePoolRules(ctx, input);
      return { poolRules: await shown(ctx) };
    });
  }

  @Mutation(() => CustomersAssignPayload, {
    description:
      'Gives the selected customers to another owner, or to the public pool, at most 100,000 at once. You may give what you may change, to yourself, to people in your teams, or to anybody if you may change all customers.',
  })
  async customersAssign(
    @Arg('selection', () => CustomerSelectionInput, { description: 'Which customers.' })
    selection: CustomerSelectionInput,
    @Arg('ownerId', () => ID, { nullable: true, description: 'The new owner; null, said so: nobody, the public pool.' })
    ownerId: string | null | undefined,
    @Arg('reason', () => String, { nullable: true, description: 'Why, at most 300 characters; kept in the audit log.' })
    reason: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<CustomersAssignPayload> {
    const done = await answer(ctx, async () => ({
      // Customers do not fall to the pool because somebody forgot an argument.
      changed: await assignCustomers(
        ctx,
        selection,
        ownerId === undefined ? refuse('REQUIRED', ['ownerId']) : ownerId,
        reason,
      ),
    }));
    return { ...done, changed: done.changed ?? 0 };
  }

  @Mutation(() => CustomersClaimPayload, {
    description:
      'Takes customers from the public pool, at most 100 at once, until a limit of the pool is reached. Of two who take the same one, one gets it. Needs CUSTOMER_CLAIM.',
  })
  async customersClaim(
    @Arg('ids', () => [ID], { description: 'Which ones.' }) ids: string[],
    @FromContext() ctx: Ctx,
  ): Promise<CustomersClaimPayload> {
    const done = await answer(ctx, async () => await claimCustomers(ctx, ids));
    return {
      claimed: (done.claimed ?? []).map((id) => ctx.publicIds.encode('cus', id)),
      userErrors: [...done.userErrors, ...(done.refusals ?? []).map((refusal) => toUserError(ctx, refusal))],
    };
  }
}

async function shown(ctx: Ctx): Promise<PoolRules> {
  const rules = await readPoolRules(ctx.db.read);
  return { ...rules, ...(await poolUse(ctx.db.read, ctx.actor.userId, await startOfToday(ctx))) };
}
