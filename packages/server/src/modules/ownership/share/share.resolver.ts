import { Arg, Ctx as FromContext, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { done, DonePayload } from '../../access/index.ts';
import { Customer } from '../../customer/index.ts';
import { shareCustomer, unshareCustomer } from './share-customer.ts';
import { caseLoader, CaseOpenInput, CasePayload, CustomerShare, shareLoader, SupportCase } from './share.type.ts';
import { closeCase, openCase } from './support-case.ts';

const DAY_MS = 86_400_000;

/** Who sees a customer beside its owner: shares, and cases of support. */
@Resolver(() => Customer)
export class ShareResolver {
  @ReadableResolver(() => [CustomerShare], 'INTERNAL', 'With whom the customer is shared now.')
  async shares(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<CustomerShare[]> {
    return await ctx.once(shareLoader).load(customer.key);
  }

  @ReadableResolver(() => [SupportCase], 'INTERNAL', 'The cases with the customer, the latest first, at most 50.')
  async cases(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<SupportCase[]> {
    return await ctx.once(caseLoader).load(customer.key);
  }

  @Mutation(() => DonePayload, {
    description:
      'Lets a colleague see and work with a customer beside its owner; a second time changes until when. Needs the right to change the customer, other than by a share.',
  })
  async customerShare(
    @Arg('customerId', () => ID) customerId: string,
    @Arg('userId', () => ID, { description: 'With whom.' }) userId: string,
    @Arg('until', () => DateTimeScalar, { nullable: true, description: 'Until when; null: until it is taken back.' })
    until: number | null,
    @FromContext() ctx: Ctx,
  ): Promise<DonePayload> {
    return await done(
      ctx,
      async () => await shareCustomer(ctx, customer(ctx, customerId), user(ctx, userId), until ?? null),
    );
  }

  @Mutation(() => DonePayload, {
    description: 'Takes a share back. People may also give back what was shared with them.',
  })
  async customerUnshare(
    @Arg('customerId', () => ID) customerId: string,
    @Arg('userId', () => ID, { description: 'With whom it was shared.' }) userId: string,
    @FromContext() ctx: Ctx,
  ): Promise<DonePayload> {
    return await done(ctx, async () => await unshareCustomer(ctx, customer(ctx, customerId), user(ctx, userId)));
  }

  @Mutation(() => CasePayload, {
    description:
      'Opens a case with a customer you see, or found by an exact look-up within the last hour: it shows you the customer until it is closed or runs out. Needs CASE_OPEN.',
  })
  async caseOpen(
    @Arg('input', () => CaseOpenInput) input: CaseOpenInput,
    @FromContext() ctx: Ctx,
  ): Promise<CasePayload> {
    return await answer(ctx, async () => {
      const customerId = ctx.publicIds.decode('cus', input.customerId) ?? refuse('NOT_FOUND', ['input', 'customerId']);
      const until = ctx.now() + input.days * DAY_MS;
      const id = await openCase(ctx, { customerId, subject: input.subject, until });
      return { id: ctx.publicIds.encode('cas', id) };
    });
  }

  @Mutation(() => CasePayload, {
    description: 'Closes a case: for whoever has it, and whoever may hand the customer over.',
  })
  async caseClose(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<CasePayload> {
    return await answer(ctx, async () => {
      await closeCase(ctx, ctx.publicIds.decode('cas', id) ?? refuse('NOT_FOUND', ['id']));
      return { id };
    });
  }
}

function customer(ctx: Ctx, id: string): number {
  return ctx.publicIds.decode('cus', id) ?? refuse('NOT_FOUND', ['customerId']);
}

function user(ctx: Ctx, id: string): number {
  return ctx.publicIds.decode('usr', id) ?? refuse('NOT_FOUND', ['userId']);
}
