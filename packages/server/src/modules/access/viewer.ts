import type { Ctx } from '../../platform/context/context.ts';
import { keyedDigest } from '../../platform/crypto/keyed-digest.ts';
import { listPasskeys } from './passkey/passkey.repository.ts';
import { partyOf } from './passkey/passkey-challenge.ts';
import { needsSecondFactor } from './second-factor/needs-second-factor.ts';
import type { ProofMethod } from './second-factor/examine-proof.ts';
import { countRecoveryCodes } from './second-factor/recovery-codes.ts';
import type { SignInStep } from './second-factor/second-factor.type.ts';
import { findTotp } from './second-factor/totp.ts';
import { sessionState } from './session.repository.ts';
import type { SignedIn } from './sign-in.ts';
import { presentGrants } from './policy/grants-of.ts';
import { viewerGrants } from './policy/viewer-grant.type.ts';
import { findUser } from './user.repository.ts';
import { toUser, type Viewer } from './user.type.ts';

/** Who acts, and what they may do. */
export async function viewerOf(ctx: Ctx, userId: number, sessionId: number | undefined): Promise<Viewer | null> {
  const user = await findUser(ctx.db.read, userId);
  if (!user) return null;
  const session = sessionId === undefined ? undefined : await sessionState(ctx.db.read, sessionId);
  const secondFactor = session?.secondFactor ?? ctx.actor.secondFactor;
  const grants = ctx.access.breakGlass ? ctx.actor.grants : await presentGrants(ctx.db, userId, user.roles);
  const mustEnrol = !secondFactor && needsSecondFactor(grants);
  return {
    user: toUser(ctx, user),
    permissions: mustEnrol ? [] : [...grants.permissions],
    grants: mustEnrol ? [] : viewerGrants(grants),
    sessionExpiresAt: session?.expiresAt ?? null,
    secondFactor,
    draftKey: session && !mustEnrol ? keyedDigest(ctx.keys, 'drafts', String(userId)) : null,
    mustEnrol,
  };
}

/** What a sign-in is answered with: who is signed in now, or how it goes on. */
export async function afterSignIn(
  ctx: Ctx,
  { userId, sessionId, ticket, sessionsEnded }: SignedIn,
): Promise<{ viewer: Viewer | null; secondFactor: SignInStep | null; sessionsEnded: number | null }> {
  if (!ticket) {
    return { viewer: await viewerOf(ctx, userId, sessionId), secondFactor: null, sessionsEnded: sessionsEnded || null };
  }
  const methods = await methodsOf(ctx, userId);
  return {
    viewer: null,
    secondFactor: { ticket: ticket.token, expiresAt: ticket.expiresAt, methods },
    sessionsEnded: null,
  };
}

async function methodsOf(ctx: Ctx, userId: number): Promise<readonly ProofMethod[]> {
  const methods: ProofMethod[] = [];
  if (await findTotp(ctx.db.read, userId)) methods.push('TOTP');
  if ((await listPasskeys(ctx.db.read, userId, partyOf(ctx).host)).length > 0) methods.push('PASSKEY');
  if ((await countRecoveryCodes(ctx.db.read, userId)) > 0) methods.push('RECOVERY_CODE');
  return methods;
}
