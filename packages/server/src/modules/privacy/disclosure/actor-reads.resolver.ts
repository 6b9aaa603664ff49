import { Arg, Ctx as FromContext, ID, Int, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { recordAlone } from '../../audit/index.ts';
import { sightingsBy } from './sighting-pages.ts';
import { type Sighting, SightingConnection, SightingFilter } from './sighting.type.ts';

const NOBODY = -1;

/** Everything that one actor saw. */
@Resolver()
export class ActorReadsResolver {
  @Query(() => SightingConnection, {
    description:
      'Everything that a member of staff or a partner app saw in full of customers, the latest day first. Asking is written to the audit log. Needs AUDIT_READ.',
  })
  async actorReads(
    @Arg('actorId', () => ID, { description: 'The user, or the partner app.' }) actorId: string,
    @Arg('filter', () => SightingFilter, { nullable: true, description: 'Which of it; all when absent.' })
    filter: SightingFilter | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Sighting>> {
    const userKey = ctx.publicIds.decode('usr', actorId);
    const key = userKey ?? ctx.publicIds.decode('app', actorId);
    const page = await sightingsBy(ctx, key ?? NOBODY, { filter, first, after });
    // Going on to the next page is the same question.
    if (after == null)
      await recordAlone(ctx, {
        action: 'user.readsListed',
        objectType: userKey === undefined ? 'partnerApp' : 'user',
        ...(key === undefined ? {} : { objectId: key }),
      });
    return page;
  }
}
