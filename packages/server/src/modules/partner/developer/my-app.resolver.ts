import { Arg, Ctx as FromContext, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import type { Page } from '../../../platform/graphql/connection.ts';
import { ReadableResolver } from '../../../platform/graphql/exposure.ts';
import { failure } from '../../../platform/graphql/failure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { DonePayload, done } from '../../access/index.ts';
import { disclosuresBy } from '../../privacy/index.ts';
import type { AppRow } from '../app/partner-apps.ts';
import { revokeCredential } from '../credential/credentials.ts';
import { appOf } from './developers.ts';
import { MyPartnerApp, type PartnerGiven, PartnerGivenConnection, toMyApp } from './my-app.type.ts';

/** What the people of a partner see and do; everything here is about the one app that they belong to. */
@Resolver(() => MyPartnerApp)
export class MyPartnerAppResolver {
  @Query(() => MyPartnerApp, {
    description: 'The partner app that you belong to. Needs PARTNER_DEVELOP.',
  })
  async myPartnerApp(@FromContext() ctx: Ctx): Promise<MyPartnerApp> {
    return toMyApp(ctx, await ownApp(ctx));
  }

  @ReadableResolver(() => PartnerGivenConnection, 'INTERNAL', 'What it was given of whom, the latest day first.')
  async given(
    @Root() { row }: MyPartnerApp,
    @Arg('first', () => Int, { defaultValue: 25, description: 'How many at most, up to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor to go on from.' }) after: string | null,
    @FromContext() ctx: Ctx,
  ): Promise<Page<PartnerGiven>> {
    return await disclosuresBy(ctx, { appId: ctx.publicIds.encode('app', row.id) }, { first, after });
  }

  @Mutation(() => DonePayload, {
    description:
      'Ends a secret or key of your app, and the tokens that were got with it, at once: when it got into other hands. Needs PARTNER_DEVELOP.',
  })
  async myPartnerCredentialRevoke(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<DonePayload> {
    return await done(ctx, async () => {
      const app = await ownApp(ctx);
      await revokeCredential(ctx, ctx.publicIds.decode('crd', id) ?? refuse('NOT_FOUND', ['id']), app.id);
    });
  }
}

async function ownApp(ctx: Ctx): Promise<AppRow> {
  const app = await appOf(ctx.db.read, ctx.actor.userId);
  if (!app)
    throw failure('FORBIDDEN', 'You do not belong to a partner app any more.', { permission: 'PARTNER_DEVELOP' });
  return app;
}
