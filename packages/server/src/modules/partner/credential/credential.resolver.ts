import { Arg, Ctx as FromContext, ID, Mutation, Resolver } from 'type-graphql';
import type { Ctx } from '../../../platform/context/context.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import { answer } from '../../../platform/graphql/user-error.type.ts';
import { done, DonePayload } from '../../access/index.ts';
import { PartnerKeyInput, PartnerSecretInput, PartnerSecretPayload } from './credential.type.ts';
import { addKey, createSecret, revokeCredential } from './credentials.ts';

/** What partner apps prove with who they are. */
@Resolver()
export class PartnerCredentialResolver {
  @Mutation(() => PartnerSecretPayload, {
    description: 'Makes a client secret and shows it once; two may be good at a time. Needs PARTNER_MANAGE.',
  })
  async partnerSecretCreate(
    @Arg('input', () => PartnerSecretInput) input: PartnerSecretInput,
    @FromContext() ctx: Ctx,
  ): Promise<PartnerSecretPayload> {
    return await answer(ctx, async () => {
      const { secret } = await createSecret(ctx, { ...input, appId: appOf(ctx, input.appId) });
      return { secret, clientId: input.appId };
    });
  }

  @Mutation(() => DonePayload, { description: 'Registers a public key of an app. Needs PARTNER_MANAGE.' })
  async partnerKeyAdd(
    @Arg('input', () => PartnerKeyInput) input: PartnerKeyInput,
    @FromContext() ctx: Ctx,
  ): Promise<DonePayload> {
    return await done(ctx, async () => void (await addKey(ctx, { ...input, appId: appOf(ctx, input.appId) })));
  }

  @Mutation(() => DonePayload, {
    description: 'Ends a secret or key, and the tokens that were got with it, at once. Needs PARTNER_MANAGE.',
  })
  async partnerCredentialRevoke(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<DonePayload> {
    return await done(
      ctx,
      async () => await revokeCredential(ctx, ctx.publicIds.decode('crd', id) ?? refuse('NOT_FOUND', ['id'])),
    );
  }
}

function appOf(ctx: Ctx, publicId: string): number {
  return ctx.publicIds.decode('app', publicId) ?? refuse('NOT_FOUND', ['input', 'appId']);
}
