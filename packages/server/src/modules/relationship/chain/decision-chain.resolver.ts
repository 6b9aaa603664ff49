import { Arg, Ctx as FromContext, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { Customer } from '../../customer/index.ts';
import { targetOf } from '../target-of.ts';
import { chainLoader, findChain } from './chain.loader.ts';
import {
  DecisionChainCreateInput,
  DecisionChainUpdateInput,
  DecisionMemberAddInput,
  DecisionMemberUpdateInput,
} from './decision-chain.input.ts';
import { DecisionChain, DecisionChainPayload } from './decision-chain.type.ts';
import { beginChain, updateChain } from './keep-chain.ts';
import { addMember, removeMember, updateMember } from './keep-member.ts';

const VERSION = 'The version that the change was made on.';
const KEY = 'Makes a repeated call have one effect; bound to you, kept for 24 hours.';

/** Who decides at organisations. */
@Resolver(() => Customer)
export class DecisionChainResolver {
  @ReadableResolver(
    () => [DecisionChain],
    'INTERNAL',
    'Who decides at the organisation: open chains first, then the latest, at most 50. Empty for a person.',
  )
  async decisionChains(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<DecisionChain[]> {
    return await ctx.once(chainLoader).load(customer.key);
  }

  @Mutation(() => DecisionChainPayload, {
    description: 'Begins a decision chain at an organisation. Needs CUSTOMER_WRITE.',
  })
  async decisionChainCreate(
    @Arg('input', () => DecisionChainCreateInput) input: DecisionChainCreateInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<DecisionChainPayload> {
    return await changed(ctx, async () => await beginChain(ctx, input, idempotencyKey ?? undefined));
  }

  @Mutation(() => DecisionChainPayload, {
    description: 'Changes what a decision chain is about, closes it or opens it again. Needs CUSTOMER_WRITE.',
  })
  async decisionChainUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => DecisionChainUpdateInput) input: DecisionChainUpdateInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<DecisionChainPayload> {
    return await changed(ctx, async () => {
      const target = targetOf(ctx, 'dch', { id, version, idempotencyKey });
      await updateChain(ctx, target, input);
      return target.id;
    });
  }

  @Mutation(() => DecisionChainPayload, {
    description: 'Adds a person to a decision chain. Needs CUSTOMER_WRITE, and the right to change both customers.',
  })
  async decisionMemberAdd(
    @Arg('input', () => DecisionMemberAddInput) input: DecisionMemberAddInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<DecisionChainPayload> {
    return await changed(ctx, async () => await addMember(ctx, input, idempotencyKey ?? undefined));
  }

  @Mutation(() => DecisionChainPayload, {
    description:
      'Changes what is said of somebody in a decision chain, or says that it still holds (isVerified). Needs CUSTOMER_WRITE.',
  })
  async decisionMemberUpdate(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('input', () => DecisionMemberUpdateInput) input: DecisionMemberUpdateInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<DecisionChainPayload> {
    return await changed(
      ctx,
      async () => await updateMember(ctx, targetOf(ctx, 'dcm', { id, version, idempotencyKey }), input),
    );
  }

  @Mutation(() => DecisionChainPayload, {
    description: 'Takes somebody out of a decision chain; what was said of them stays on record. Needs CUSTOMER_WRITE.',
  })
  async decisionMemberRemove(
    @Arg('id', () => ID) id: string,
    @Arg('version', () => String, { description: VERSION }) version: string,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY }) idempotencyKey: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<DecisionChainPayload> {
    return await changed(
      ctx,
      async () => await removeMember(ctx, targetOf(ctx, 'dcm', { id, version, idempotencyKey })),
    );
  }
}

async function changed(ctx: Ctx, work: () => Promise<number>): Promise<DecisionChainPayload> {
  return await answer(ctx, async () => ({ chain: (await findChain(ctx, await work())) ?? null }));
}
