import { Arg, Ctx as FromContext, Int, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { type Disclosure, DisclosureConnection, disclosuresBy } from '../../privacy/index.ts';
import { findApp, findTerms } from '../app/partner-apps.ts';
import { readTerms } from '../app/terms.ts';
import { budgetOf } from '../budget/spend.ts';
import { usageOf } from '../budget/usage.ts';
import { isGood, listCredentials } from '../credential/credentials.ts';
import { PartnerSelf, PartnerUsage } from './partner-self.type.ts';

const MOST_DAYS = 366;

/** What an app may know of itself; everything here is of the app that asks. */
@Resolver(() => PartnerSelf)
export class PartnerSelfResolver {
  @Query(() => PartnerSelf, { description: 'The partner app that asks: its terms, budget, usage and access log.' })
  async partnerSelf(@FromContext() ctx: Ctx): Promise<PartnerSelf> {
    const app = await findApp(ctx.db.read, ctx.actor.userId);
    const row = app && (await findTerms(ctx.db.read, app.id, app.in_force));
    if (!app || !row) throw failure('UNAUTHENTICATED', 'The app has ended.');
    const terms = readTerms(row.document);
    const { burst, perDay } = terms;
    const { remaining, remainingToday, resetAt } = budgetOf(ctx, { appId: app.id, burst, perDay });
    const credentials = await listCredentials(ctx.db.read, [app.id]);
    return {
      name: app.name,
      purposes: terms.purposes,
      contractTo: terms.contractTo,
      credentialsEndAt: credentials
        .filter((one) => isGood(one, ctx.now()))
        .map(({ expires_at: end }) => end)
        .toSorted((a, b) => a - b),
      reviewDueAt: app.review_due_at,
      budget: { burst, remaining, perDay, remainingToday, resetAt: Date.parse(resetAt) },
    };
  }

  @ReadableResolver(
    () => [PartnerUsage],
    'INTERNAL',
    'What it asked for, the latest day first; days without are left out.',
  )
  async usage(
    @Root() _self: PartnerSelf,
    @Arg('days', () => Int, { defaultValue: 30, description: 'How many days at most, up to 366.' }) days: number,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerUsage[]> {
    if (days < 1 || days > MOST_DAYS) throw failure('BAD_USER_INPUT', `days must be between 1 and ${MOST_DAYS}`);
    return await usageOf(ctx, ctx.actor.userId, days);
  }

  @ReadableResolver(() => DisclosureConnection, 'INTERNAL', 'What it was given of whom, the latest day first.')
  async disclosures(
    @Root() _self: PartnerSelf,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<Disclosure>> {
    const appId = ctx.publicIds.encode('app', ctx.actor.userId);
    return await disclosuresBy(ctx, { appId }, { first, after });
  }
}
