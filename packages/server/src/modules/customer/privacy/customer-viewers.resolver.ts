import { Arg, Ctx as FromContext, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { recordAlone } from '../../audit/index.ts';
import { subjectsOf } from '../../custody/index.ts';
import { Sighting, SightingConnection, SightingFilter, sightingsOf } from '../../privacy/index.ts';
import { customerLoader } from '../api/customer.loader.ts';
import { findCustomer } from '../api/customer.repository.ts';
import { findByNumber } from '../number/find-by-number.ts';

const LONGEST_NUMBER = 64;

/** Who saw a customer. */
@Resolver(() => Sighting)
export class CustomerViewersResolver {
  @Query(() => SightingConnection, {
    description:
      'Who saw a customer in full: staff, exports and partner apps, the latest day first; nobody when there is no such customer. Asking is written to the audit log. Needs DISCLOSURE_READ.',
  })
  async customerViewers(
    @Arg('id', () => ID, { nullable: true, description: 'The customer’s id.' }) id: string | null,
    @Arg('number', () => String, { nullable: true, description: 'Or their number, however it is written.' })
    number: string | null,
    @Arg('filter', () => SightingFilter, { nullable: true, description: 'Which of it; all when absent.' })
    filter: SightingFilter | null,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Sighting>> {
    const key = await visibleKey(ctx, id, number);
    // Also who saw those who were merged into it, under their own keys.
    const keys = key === undefined ? [] : await subjectsOf(ctx.db.read, key);
    const page = await sightingsOf(ctx, keys, { filter, first, after });
    // Going on to the next page is the same question.
    if (after == null)
      await recordAlone(ctx, {
        action: 'customer.viewersListed',
        objectType: 'customer',
        ...(key === undefined ? {} : { objectId: key }),
      });
    return page;
  }

  @ReadableResolver(() => String, 'INTERNAL', 'The customer’s number; null when you may not see the customer.', {
    nullable: true,
  })
  async customerNumber(@Root() { customerKey }: Sighting, @FromContext() ctx: Ctx): Promise<string | null> {
    if (!ctx.actor.permissions.has('CUSTOMER_READ')) return null;
    return (await ctx.once(customerLoader).load(customerKey))?.number ?? null;
  }
}

async function keyOfNumber(ctx: Ctx, number: string | null | undefined): Promise<number | null> {
  return number == null ? null : (await findByNumber(ctx, number.slice(0, LONGEST_NUMBER))).customerId;
}

/** The key of a customer that the actor may see; undefined also when there is none. */
async function visibleKey(ctx: Ctx, id: string | null, number: string | null): Promise<number | undefined> {
  const key = id == null ? await keyOfNumber(ctx, number) : ctx.publicIds.decode('cus', id);
  return key == null ? undefined : (await findCustomer(ctx, key, ['key']))?.key;
}
