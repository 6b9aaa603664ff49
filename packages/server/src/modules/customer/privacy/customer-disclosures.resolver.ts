import { Arg, Ctx as FromContext, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { subjectsOf } from '../../custody/index.ts';
import { Disclosure, DisclosureConnection, disclosuresOf } from '../../privacy/index.ts';
import { customerLoader } from '../api/customer.loader.ts';
import { findCustomer } from '../api/customer.repository.ts';
import { Customer } from '../api/customer.type.ts';

/** Who got what of a customer. */
@Resolver(() => Disclosure)
export class CustomerDisclosuresResolver {
  @Query(() => DisclosureConnection, {
    description: 'What any partner app was given of a customer, the latest day first. Needs DISCLOSURE_READ.',
  })
  async customerDisclosures(
    @Arg('id', () => ID, { description: 'The customer’s id.' }) id: string,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Disclosure>> {
    const key = ctx.publicIds.decode('cus', id);
    const customer = key === undefined ? undefined : await findCustomer(ctx, key);
    // Also what was given of those who were merged into it, under their own keys.
    const keys = customer ? await subjectsOf(ctx.db.read, customer.key) : [];
    return await disclosuresOf(ctx, keys, { first, after });
  }

  @ReadableResolver(() => Customer, 'INTERNAL', 'Whose data it was; null when you may not see the customer.', {
    nullable: true,
  })
  async customer(@Root() disclosure: Disclosure, @FromContext() ctx: Ctx): Promise<Customer | null> {
    if (!ctx.actor.permissions.has('CUSTOMER_READ')) return null;
    return await ctx.once(customerLoader).load(disclosure.customerKey);
  }
}
