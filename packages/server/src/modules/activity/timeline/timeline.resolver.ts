import { Arg, Ctx as FromContext, Int, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { DateTimeScalar } from '../../../platform/graphql/scalars.ts';
import { Customer } from '../../customer/index.ts';
import { readTimeline } from './timeline.ts';
import { TimelineConnection, type TimelineEntry, type TimelineKind, TimelineKindEnum } from './timeline.type.ts';

/** What happened with a customer, as a field of the customer. */
@Resolver(() => Customer)
export class TimelineResolver {
  @ReadableResolver(() => TimelineConnection, 'INTERNAL', 'Everything that happened with the customer, newest first.')
  async timeline(
    @Root() customer: Customer,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the entry to go on from.' })
    after: string | null,
    @Arg('kinds', () => [TimelineKindEnum], { nullable: true, description: 'Only these; by default all.' })
    kinds: TimelineKind[] | null,
    @Arg('from', () => DateTimeScalar, { nullable: true, description: 'Not before this instant.' })
    from: number | null,
    @Arg('to', () => DateTimeScalar, { nullable: true, description: 'Not after this instant.' })
    to: number | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<TimelineEntry>> {
    return await readTimeline(ctx, customer.key, { first, after, kinds, from, to });
  }
}
