import { ROLES, type Role } from '@dossier/shared/access';
import { type Locale, LOCALES } from '@dossier/shared/error';
import { z } from 'zod';
import type { Ctx } from '../../platform/context/context.ts';
import { isDuplicateKey } from '../../platform/database/engine-errors.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { endAccessOf, keepOwnSession } from './end-access.ts';
import { endLinksOf, linkAddress, makeLink } from './one-time-link.ts';
import { forgetFactors } from './second-factor/settle-factors.ts';
import { requireStepUp } from './second-factor/step-up.ts';
import {
  countActiveAdministrators,
  findUser,
  foldEmail,
  insertUser,
  lockAdministrators,
  updateUser,
  type UserRecord,
  type UserStatus,
} from './user.repository.ts';

const LONGEST_NAME = 120;

/** A new user. */
export interface UserInviteInput {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What may change about a user; what is absent stays. */
export interface UserUpdateInput {
  readonly name?: string | null;
  readonly roles?: readonly Role[] | null;
  readonly status?: UserStatus | null;
  readonly locale?: string | null;
}

/**
 * Creates a user and a link (one hour, once) with which they set their password; the caller passes the link on. Refuses
 * TAKEN when the address has a user already, REQUIRED, TOO_LONG, EMAIL_INVALID.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function inviteUser(ctx: Ctx, input: UserInviteInput): Promise<{ userId: number; link: string }> {
  requireStepUp(ctx);
  const name = checkName(input.name);
  const email = foldEmail(input.email);
  if (!z.email().max(254).safeParse(email).success) refuse('EMAIL_INVALID', ['input', 'email']);
  const roles = checkRoles(input.roles);
  await ctx.db.ids.ensure(3);
  const userId = ctx.db.ids.take();
  const token = await ctx.db
    .transaction(async (trx) => {
      await insertUser(trx, {
        id: userId,
        name,
        email,
        roles,
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
      return await makeLink(trx, ctx, 'INVITATION', userId);
    })
    .catch((error: unknown) => {
      if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'email']);
      throw error;
    });
  return { userId, link: linkAddress(ctx.client.baseUrl, token, 'INVITATION') };
}

/**
 * Changes a user. Suspending one, or changing their roles, ends all their sessions; who changes their own roles keeps the one
 * they do it in, under a new token. One active administrator always
 * remains (LAST_ADMINISTRATOR). People may change their own name and language without being administrators.
 *
 * Refuses NOT_FOUND, STALE, NOT_ALLOWED, LAST_ADMINISTRATOR, WRONG_STATE (activating somebody who has no password).
 *
 * @throws STEP_UP_REQUIRED, except for one's own name and language
 */
export async function changeUser(ctx: Ctx, id: number, version: number, input: UserUpdateInput): Promise<void> {
  const isManager = ctx.actor.kind === 'system' || ctx.actor.permissions.has('USER_MANAGE');
  const isOwnProfile = id === ctx.actor.userId && input.roles == null && input.status == null;
  if (!isManager && !isOwnProfile) refuse('NOT_ALLOWED');
  if (!isOwnProfile) requireStepUp(ctx);
  const change = checkChange(input);
  await ctx.db.ids.ensure(1);
  const keep = await ctx.db.transaction(async (trx) => {
    await lockAdministrators(trx);
    const user = await findUser(trx, id);
    if (!user) refuse('NOT_FOUND', ['id']);
    if (user.version !== version) refuse('STALE', ['version']);
    if (change.status === 'ACTIVE' && user.passwordHash === null) refuse('WRONG_STATE', ['input', 'status']);
    if (change.status === 'INVITED' && user.status !== 'INVITED') refuse('WRONG_STATE', ['input', 'status']);
    await updateUser(trx, id, change);
    await refuseLastAdministrator(trx, user, change);
    await recordAudit(trx, ctx, {
      action: 'user.updated',
      objectType: 'user',
      objectId: id,
      fields: Object.keys(change),
    });
    return await endRights(trx, ctx, user, change);
  });
  keep();
}

/**
 * Makes a link with which a user sets a new password; their password stays until then. Refuses NOT_FOUND, WRONG_STATE.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function resetPassword(ctx: Ctx, id: number): Promise<{ userId: number; link: string }> {
  requireStepUp(ctx);
  await ctx.db.ids.ensure(2);
  const token = await ctx.db.transaction(async (trx) => {
    const user = await findUser(trx, id);
    if (!user) refuse('NOT_FOUND', ['id']);
    if (user.status === 'SUSPENDED') refuse('WRONG_STATE', ['id']);
    await recordAudit(trx, ctx, { action: 'user.passwordResetRequested', objectType: 'user', objectId: id });
    return await makeLink(trx, ctx, user.status === 'INVITED' ? 'INVITATION' : 'RESET', id);
  });
  return { userId: id, link: linkAddress(ctx.client.baseUrl, token, 'RESET') };
}

/**
 * Takes away a second factor that a user has lost: code generator, passkeys and recovery codes. All their sessions end; they
 * sign in with the password alone, and set up a new one if their rights need it. Refuses NOT_FOUND, WRONG_STATE when there is
 * none, NOT_ALLOWED for one's own: that is changed where it can be shown.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function resetSecondFactor(ctx: Ctx, id: number): Promise<void> {
  requireStepUp(ctx);
  if (id === ctx.actor.userId) refuse('NOT_ALLOWED', ['id']);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    const user = await findUser(trx, id);
    if (!user) refuse('NOT_FOUND', ['id']);
    if (user.secondFactorSince === null) refuse('WRONG_STATE', ['id']);
    await forgetFactors(trx, id);
    await recordAudit(trx, ctx, { action: 'user.secondFactorReset', objectType: 'user', objectId: id });
    await endAccessOf(trx, id);
  });
}

type Change = { name?: string; roles?: readonly Role[]; status?: UserStatus; locale?: Locale | null };

function checkChange(input: UserUpdateInput): Change {
  const locale = LOCALES.find((one) => one === input.locale);
  if (input.locale && !locale) refuse('INVALID_CHOICE', ['input', 'locale']);
  return {
    ...(input.name == null ? {} : { name: checkName(input.name) }),
    ...(input.roles == null ? {} : { roles: checkRoles(input.roles) }),
    ...(input.status == null ? {} : { status: input.status }),
    ...(input.locale === undefined ? {} : { locale: locale ?? null }),
  };
}

// Returns what is to be done after the commit.
async function endRights(trx: Trx, ctx: Ctx, before: UserRecord, change: Change): Promise<() => void> {
  if (isSuspension(before, change)) {
    await endLinksOf(trx, before.id, ctx.now());
    await endAccessOf(trx, before.id);
  } else if (hasOtherRoles(before, change)) {
    if (before.id === ctx.actor.userId) return await keepOwnSession(trx, ctx, before.id, ctx.actor.secondFactor);
    await endAccessOf(trx, before.id);
  }
  return () => {};
}

async function refuseLastAdministrator(trx: Trx, before: UserRecord, change: Change): Promise<void> {
  if (!isSuspension(before, change) && !hasOtherRoles(before, change)) return;
  if ((await countActiveAdministrators(trx)) === 0) refuse('LAST_ADMINISTRATOR', ['input']);
}

function isSuspension(before: UserRecord, change: Change): boolean {
  return change.status === 'SUSPENDED' && before.status !== 'SUSPENDED';
}

function hasOtherRoles(before: UserRecord, change: Change): boolean {
  return change.roles !== undefined && change.roles.join() !== before.roles.join();
}

function checkName(value: string): string {
  const name = value.trim();
  if (!name) refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  return name;
}

function checkRoles(value: readonly Role[]): readonly Role[] {
  if (value.length === 0) refuse('REQUIRED', ['input', 'roles']);
  return ROLES.filter((role) => value.includes(role));
}
