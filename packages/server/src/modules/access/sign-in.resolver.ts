import { Arg, Ctx as FromContext, Mutation, Query, Resolver } from 'type-graphql';
import type { Ctx } from '../../platform/context/context.ts';
import { answer } from '../../platform/graphql/user-error.type.ts';
import { PasswordSetInput, SignInInput } from './access.input.ts';
import { DonePayload, LinkInfo } from './access.type.ts';
import { findOpenLink } from './one-time-link.ts';
import { sessionEnd } from './session.repository.ts';
import { setPassword } from './set-password.ts';
import { signIn, signOut } from './sign-in.ts';
import { findUser } from './user.repository.ts';
import { toUser, Viewer, ViewerPayload } from './user.type.ts';
import { presentGrants } from './policy/grants-of.ts';
import { viewerGrants } from './policy/viewer-grant.type.ts';

/** Signing in and out, and the links that set passwords. */
@Resolver()
export class SignInResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  async viewer(@FromContext() ctx: Ctx): Promise<Viewer | null> {
    return ctx.actor.userId === 0 ? null : await viewerOf(ctx, ctx.actor.userId, ctx.actor.sessionId);
  }

  @Query(() => LinkInfo, {
    nullable: true,
    description: 'What a one-time link is for; null when it does not work (any more).',
  })
  async linkInfo(
    @Arg('token', () => String, { description: 'What stands behind the # of the link’s address.' }) token: string,
    @FromContext() ctx: Ctx,
  ): Promise<LinkInfo | null> {
    const link = await findOpenLink(ctx.db.read, ctx, token);
    if (!link) return null;
    const user = link.userId === 0 ? undefined : await findUser(ctx.db.read, link.userId);
    return { purpose: link.purpose, email: user?.email ?? null, name: user?.name ?? null, expiresAt: link.expiresAt };
  }

  @Mutation(() => ViewerPayload, {
    description: 'Signs in with address and password; the answer sets the session cookie.',
  })
  async signIn(@Arg('input', () => SignInInput) input: SignInInput, @FromContext() ctx: Ctx): Promise<ViewerPayload> {
    return await answer(ctx, async () => {
      const { userId, sessionId } = await signIn(ctx, input);
      return { viewer: await viewerOf(ctx, userId, sessionId) };
    });
  }

  @Mutation(() => DonePayload, { description: 'Ends the session.' })
  async signOut(@FromContext() ctx: Ctx): Promise<DonePayload> {
    await signOut(ctx);
    return { done: true, userErrors: [] };
  }

  @Mutation(() => ViewerPayload, {
    description: 'Sets a password by a one-time link (first administrator, invitation, reset) and signs in.',
  })
  async passwordSet(
    @Arg('input', () => PasswordSetInput) input: PasswordSetInput,
    @FromContext() ctx: Ctx,
  ): Promise<ViewerPayload> {
    return await answer(ctx, async () => {
      const { userId, sessionId } = await setPassword(ctx, input);
      return { viewer: await viewerOf(ctx, userId, sessionId) };
    });
  }
}

async function viewerOf(ctx: Ctx, userId: number, sessionId: number | undefined): Promise<Viewer | null> {
  const user = await findUser(ctx.db.read, userId);
  if (!user) return null;
  const end = sessionId === undefined ? undefined : await sessionEnd(ctx.db.read, sessionId);
  const grants = await presentGrants(ctx.db, userId, user.roles);
  return {
    user: toUser(ctx, user),
    permissions: [...grants.permissions],
    grants: viewerGrants(grants),
    sessionExpiresAt: end ?? null,
  };
}
