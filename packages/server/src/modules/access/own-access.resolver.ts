import { Arg, Ctx as FromContext, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { answer } from '../../platform/graphql/user-error.type.ts';
import { recordAudit } from '../audit/index.ts';
import { ApiTokenCreateInput } from './access.input.ts';
import { ApiToken, ApiTokenPayload, DonePayload, Session, toApiToken, toSession } from './access.type.ts';
import { createApiToken, listApiTokens, revokeApiToken } from './api-token.ts';
import { bumpSessionEpoch } from './session-epoch.ts';
import { endAccessOf } from './end-access.ts';
import { endSession, listSessions } from './session.repository.ts';

/** One's own sessions and tokens. */
@Resolver()
export class OwnAccessResolver {
  @Query(() => [Session], { description: 'Where you are signed in.' })
  async sessions(@FromContext() ctx: Ctx): Promise<Session[]> {
    const sessions = await listSessions(ctx.db.read, ctx.actor.userId, ctx.now());
    return sessions.map((session) => toSession(ctx, session));
  }

  @Query(() => [ApiToken], { description: 'Your personal tokens, newest first.' })
  async apiTokens(@FromContext() ctx: Ctx): Promise<ApiToken[]> {
    return (await listApiTokens(ctx.db.read, ctx.actor.userId)).map((token) => toApiToken(ctx, token));
  }

  @Mutation(() => DonePayload, { description: 'Signs one of your browsers out.' })
  async sessionRevoke(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<DonePayload> {
    const payload = await answer(ctx, async () => {
      const sessionId = ctx.publicIds.decode('ses', id) ?? refuse('NOT_FOUND', ['id']);
      await ctx.db.ids.ensure(1);
      await ctx.db.transaction(async (trx) => {
        if (!(await endSession(trx, sessionId, ctx.actor.userId))) refuse('NOT_FOUND', ['id']);
        await recordAudit(trx, ctx, { action: 'session.revoked', objectType: 'user', objectId: ctx.actor.userId });
        await bumpSessionEpoch(trx);
      });
      if (sessionId === ctx.actor.sessionId) ctx.client.forgetSession();
      return { done: true };
    });
    return { ...payload, done: payload.userErrors.length === 0 };
  }

  @Mutation(() => DonePayload, {
    description: 'Signs all your other browsers out, and whoever is just signing in as you.',
  })
  async sessionRevokeOthers(@FromContext() ctx: Ctx): Promise<DonePayload> {
    await ctx.db.ids.ensure(1);
    await ctx.db.transaction(async (trx) => {
      await recordAudit(trx, ctx, { action: 'session.revoked', objectType: 'user', objectId: ctx.actor.userId });
      await endAccessOf(trx, ctx.actor.userId, ctx.actor.sessionId);
    });
    return { done: true, userErrors: [] };
  }

  @Mutation(() => ApiTokenPayload, { description: 'Makes a personal token with your own rights.' })
  async apiTokenCreate(
    @Arg('input', () => ApiTokenCreateInput) input: ApiTokenCreateInput,
    @FromContext() ctx: Ctx,
  ): Promise<ApiTokenPayload> {
    return await answer(ctx, async () => {
      const { id, token } = await createApiToken(ctx, input);
      const made = (await listApiTokens(ctx.db.read, ctx.actor.userId)).find((one) => one.id === id);
      return { apiToken: made ? toApiToken(ctx, made) : null, token };
    });
  }

  @Mutation(() => DonePayload, { description: 'Ends one of your personal tokens at once.' })
  async apiTokenRevoke(@Arg('id', () => ID) id: string, @FromContext() ctx: Ctx): Promise<DonePayload> {
    const payload = await answer(ctx, async () => {
      await revokeApiToken(ctx, ctx.publicIds.decode('tok', id) ?? refuse('NOT_FOUND', ['id']));
      return { done: true };
    });
    return { ...payload, done: payload.userErrors.length === 0 };
  }
}
