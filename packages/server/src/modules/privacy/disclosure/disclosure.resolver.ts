import { Arg, Ctx as FromContext, Int, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { disclosuresBy } from './disclosure-pages.ts';
import { type Disclosure, DisclosureConnection, DisclosureFilter } from './disclosure.type.ts';

/** What partner apps were given. */
@Resolver()
export class DisclosureResolver {
  @Query(() => DisclosureConnection, {
    description: 'What partner apps were given, by day and customer, the latest day first. Needs DISCLOSURE_READ.',
  })
  async disclosures(
    @Arg('filter', () => DisclosureFilter, { nullable: true, description: 'Which ones; all when absent.' })
    filter: DisclosureFilter | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Disclosure>> {
    return await disclosuresBy(ctx, filter, { first, after });
  }
}
