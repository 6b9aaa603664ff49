import { Arg, Ctx as FromContext, Int, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { Customer } from '../api/customer.type.ts';
import { Discrepancy, DiscrepancyConnection, DiscrepancyFilter } from './discrepancy.type.ts';
import { listDiscrepancies, openDiscrepanciesLoader } from './list-discrepancies.ts';

/** Sources that disagree: about one customer, and about all that one sees. */
@Resolver(() => Customer)
export class DiscrepancyResolver {
  @Query(() => DiscrepancyConnection, {
    description: 'Sources that disagree about customers whom you see, those that wait longest first.',
  })
  async discrepancies(
    @Arg('filter', () => DiscrepancyFilter, { nullable: true }) filter: DiscrepancyFilter | null,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Discrepancy>> {
    return await listDiscrepancies(ctx, { ...filter }, { first, after });
  }

  @ReadableResolver(() => [Discrepancy], 'INTERNAL', 'Sources that disagree about the customer now.')
  async openDiscrepancies(@Root() customer: Customer, @FromContext() ctx: Ctx): Promise<readonly Discrepancy[]> {
    return await ctx.once(openDiscrepanciesLoader).load(customer.key);
  }
}
