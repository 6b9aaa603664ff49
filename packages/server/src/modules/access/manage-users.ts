import type { Role } from '@dossier/shared/access';
import type { AuditAction } from '@dossier/shared/audit';
import type { Ctx } from '../../platform/context/context.ts';
import { lockRows } from '../../platform/database/lock-rows.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { hasDone, recordAudit } from '../audit/index.ts';
import { askForRoles } from './approval/ask-for-roles.ts';
import { checkEmail, checkName, checkRoles, takenEmail } from './check-user.ts';
import { endAccessOf } from './end-access.ts';
import { linkAddress, makeLink } from './one-time-link.ts';
import { forgetFactors } from './second-factor/settle-factors.ts';
import { requireStepUp } from './second-factor/step-up.ts';
import { findUser, insertUser } from './user.repository.ts';

/** So long after resetting one half of what proves who a user is, somebody does not reset the other. */
const RESET_KEPT_MS = 7 * 24 * 3_600_000;

/** A new user. */
export interface UserInviteInput {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Why they get the roles, for whoever approves that. */
  readonly reason?: string | null;
}

/** A user with a link to pass on. */
export interface Invited {
  readonly userId: number;
  readonly link: string;
  /** The request for approval of their roles; without one they have them. */
  readonly approvalId?: number | undefined;
}

/**
 * Creates a user and a link (one hour, once) with which they set their password; the caller passes the link on. They have no
 * roles until these are approved. Refuses TAKEN when the address has a user already, REQUIRED, TOO_LONG, EMAIL_INVALID.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function inviteUser(ctx: Ctx, input: UserInviteInput): Promise<Invited> {
  requireStepUp(ctx);
  const name = checkName(input.name);
  const email = checkEmail(input.email);
  const roles = checkRoles(input.roles);
  await ctx.db.ids.ensure(6);
  const userId = ctx.db.ids.take();
  const { token, approvalId } = await ctx.db
    .transaction(async (trx) => {
      const asked = await askForRoles(trx, ctx, { id: userId, roles: [] }, roles, input.reason);
      await insertUser(trx, {
        id: userId,
        name,
        email,
        roles: asked === undefined ? roles : [],
        status: 'INVITED',
        passwordHash: null,
        createdAt: ctx.now(),
      });
      await recordAudit(trx, ctx, {
        action: 'user.invited',
        objectType: 'user',
        objectId: userId,
        fields: ['name', 'email', 'roles'],
      });
      return { token: await makeLink(trx, ctx, 'INVITATION', userId), approvalId: asked };
    })
    .catch(takenEmail);
  return { userId, approvalId, link: linkAddress(ctx.client.baseUrl, token, 'INVITATION') };
}

/**
 * Makes a link with which a user sets a new password; their password stays until then. Refuses NOT_FOUND, WRONG_STATE,
 * RESET_OTHER_HALF.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function resetPassword(ctx: Ctx, id: number): Promise<{ userId: number; link: string }> {
  requireStepUp(ctx);
  await ctx.db.ids.ensure(2);
  const token = await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'staff_user', [id]);
    const user = await findUser(trx, id);
    if (!user) refuse('NOT_FOUND', ['id']);
    if (user.status === 'SUSPENDED') refuse('WRONG_STATE', ['id']);
    await refuseTakeOver(trx, ctx, id, 'user.secondFactorReset');
    await recordAudit(trx, ctx, { action: 'user.passwordResetRequested', objectType: 'user', objectId: id });
    return await makeLink(trx, ctx, user.status === 'INVITED' ? 'INVITATION' : 'RESET', id);
  });
  return { userId: id, link: linkAddress(ctx.client.baseUrl, token, 'RESET') };
}

/**
 * Takes away a second factor that a user has lost: code generator, passkeys and recovery codes. All their sessions end; they
 * sign in with the password alone, and set up a new one if their rights need it. Refuses NOT_FOUND, WRONG_STATE when there is
 * none, NOT_ALLOWED for one's own: that is changed where it can be shown; RESET_OTHER_HALF.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function resetSecondFactor(ctx: Ctx, id: number): Promise<void> {
  requireStepUp(ctx);
  if (id === ctx.actor.userId) refuse('NOT_ALLOWED', ['id']);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await lockRows(trx, 'staff_user', [id]);
    const user = await findUser(trx, id);
    if (!user) refuse('NOT_FOUND', ['id']);
    if (user.secondFactorSince === null) refuse('WRONG_STATE', ['id']);
    await refuseTakeOver(trx, ctx, id, 'user.passwordResetRequested');
    await forgetFactors(trx, id);
    await recordAudit(trx, ctx, { action: 'user.secondFactorReset', objectType: 'user', objectId: id });
    await endAccessOf(trx, id);
  });
}

/**
 * Whoever resets a user's password and second factor signs in as that user, with all their rights: one person resets one of
 * them, and somebody else, or the operator, the other.
 */
async function refuseTakeOver(trx: Trx, ctx: Ctx, userId: number, other: AuditAction): Promise<void> {
  if (ctx.actor.kind === 'system') return;
  const since = ctx.now() - RESET_KEPT_MS;
  if (await hasDone(trx, { actorId: ctx.actor.userId, action: other, userId, since }))
    refuse('RESET_OTHER_HALF', ['id']);
}
