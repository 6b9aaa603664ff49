import { Arg, Ctx as FromContext, ID, InputType, Mutation, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { AboutInstallation, Writable } from '../../../platform/graphql/exposure.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { DonePayload, done, loadUser, toUser, UserInvitePayload } from '../../access/index.ts';
import { inviteDeveloper, removeDeveloper } from './manage-developers.ts';

/** Somebody of a partner. */
@AboutInstallation()
@InputType({ description: 'Somebody of a partner, who may sign in to the page of their app and nothing else.' })
export class PartnerDeveloperInput {
  @Writable(() => ID, 'INTERNAL', 'The app that they belong to.', { nullable: false })
  appId: string;
  @Writable(() => String, 'INTERNAL', 'Their name, at most 120 characters.', { nullable: false })
  name: string;
  @Writable(() => String, 'INTERNAL', 'What they sign in with.', { nullable: false })
  email: string;
}

/** Who of a partner may sign in to the page of an app. */
@Resolver()
export class PartnerDeveloperResolver {
  @Mutation(() => UserInvitePayload, {
    description:
      'Lets somebody of a partner sign in to the page of their app, and makes a link with which they set their password. Needs PARTNER_MANAGE.',
  })
  async partnerDeveloperInvite(
    @Arg('input', () => PartnerDeveloperInput) input: PartnerDeveloperInput,
    @FromContext() ctx: Ctx,
  ): Promise<UserInvitePayload> {
    return await answer(ctx, async () => {
      const appId = ctx.publicIds.decode('app', input.appId) ?? refuse('NOT_FOUND', ['input', 'appId']);
      const { userId, link } = await inviteDeveloper(ctx, { ...input, appId });
      const user = await loadUser(ctx, userId);
      return { user: user ? toUser(ctx, user) : null, link };
    });
  }

  @Mutation(() => DonePayload, {
    description:
      'Takes somebody of a partner away from their app; their sessions end. Needs PARTNER_MANAGE or PARTNER_APPROVE.',
  })
  async partnerDeveloperRemove(
    @Arg('id', () => ID, { description: 'The user’s id.' }) id: string,
    @FromContext() ctx: Ctx,
  ): Promise<DonePayload> {
    return await done(
      ctx,
      async () => await removeDeveloper(ctx, ctx.publicIds.decode('usr', id) ?? refuse('NOT_FOUND', ['id'])),
    );
  }
}
