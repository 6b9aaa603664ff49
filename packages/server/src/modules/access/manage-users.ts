import { ROLES, type Role } from '@dossier/shared/access';
import { type Locale, LOCALES } from '@dossier/shared/error';
import { z } from 'zod';
import type { Ctx } from '../../platform/context/context.ts';
import { isDuplicateKey } from '../../platform/database/engine-errors.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { endLinksOf, linkAddress, makeLink } from './one-time-link.ts';
import { endSessionsOf } from './session.repository.ts';
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
 */
export async function inviteUser(ctx: Ctx, input: UserInviteInput): Promise<{ userId: number; link: string }> {
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
 * Changes a user. Suspending one, or changing their roles, ends all their sessions. One active administrator always
 * remains (LAST_ADMINISTRATOR). People may change their own name and language without being administrators.
 *
 * Refuses NOT_FOUND, STALE, NOT_ALLOWED, LAST_ADMINISTRATOR, WRONG_STATE (activating somebody who has no password).
 */
export async function changeUser(ctx: Ctx, id: number, version: number, input: UserUpdateInput): Promise<void> {
  const isManager = ctx.actor.kind === 'system' || ctx.actor.permissions.has('USER_MANAGE');
  if (!isManager && (id !== ctx.actor.userId || input.roles != null || input.status != null)) refuse('NOT_ALLOWED');
  const change = checkChange(input);
  await ctx.db.ids.ensure(1);
  await ctx.db.transaction(async (trx) => {
    await lockAdministrators(trx);
    const user = await findUser(trx, id);
    if (!user) refuse('NOT_FOUND', ['id']);
    if (user.version !== version) refuse('STALE', ['version']);
    if (change.status === 'ACTIVE' && user.passwordHash === null) refuse('WRONG_STATE', ['input', 'status']);
    if (change.status === 'INVITED' && user.status !== 'INVITED') refuse('WRONG_STATE', ['input', 'status']);
    await updateUser(trx, id, change);
    await afterChange(trx, ctx, user, change);
    await recordAudit(trx, ctx, {
      action: 'user.updated',
      objectType: 'user',
      objectId: id,
      fields: Object.keys(change),
    });
  });
}

/** Makes a link with which a user sets a new password; their password stays until then. Refuses NOT_FOUND, WRONG_STATE. */
export async function resetPassword(ctx: Ctx, id: number): Promise<{ userId: number; link: string }> {
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

async function afterChange(trx: Trx, ctx: Ctx, before: UserRecord, change: Change): Promise<void> {
  const suspended = change.status === 'SUSPENDED' && before.status !== 'SUSPENDED';
  const otherRoles = change.roles !== undefined && change.roles.join() !== before.roles.join();
  if (suspended) await endLinksOf(trx, before.id, ctx.now());
  if (suspended || otherRoles) await endSessionsOf(trx, before.id);
  if ((suspended || otherRoles) && (await countActiveAdministrators(trx)) === 0)
    refuse('LAST_ADMINISTRATOR', ['input']);
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
