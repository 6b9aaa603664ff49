import { PARTNERS_ROLE, type Role } from '@dossier/shared/access';
import { type Locale, LOCALES } from '@dossier/shared/error';
import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { askForRoles } from './approval/ask-for-roles.ts';
import { checkName, checkRoles } from './check-user.ts';
import { endAccessOf, keepOwnSession } from './end-access.ts';
import { endLinksOf } from './one-time-link.ts';
import { requireStepUp } from './second-factor/step-up.ts';
import {
  countActiveAdministrators,
  findUser,
  lockAdministrators,
  updateUser,
  type UserRecord,
  type UserStatus,
} from './user.repository.ts';

/** What may change about a user; what is absent stays. */
export interface UserUpdateInput {
  readonly name?: string | null;
  readonly roles?: readonly Role[] | null;
  readonly status?: UserStatus | null;
  readonly locale?: string | null;
  /** Why they get the roles, for whoever approves that. */
  readonly reason?: string | null;
}

/**
 * Changes a user. Suspending one, or changing their roles, ends all their sessions; who changes their own roles keeps the one
 * they do it in, under a new token. Roles that give rights wait for an approval, all else counts at once. One active administrator
 * always remains (LAST_ADMINISTRATOR). People may change their own name and language without being administrators.
 *
 * Refuses NOT_FOUND, STALE, NOT_ALLOWED, LAST_ADMINISTRATOR, WRONG_STATE (activating somebody who has no password),
 * PARTNERS_PERSON (roles for people of partners), and as asking for an approval does.
 *
 * @returns the key of the request for approval, if the roles need one
 * @throws STEP_UP_REQUIRED, except for one's own name and language
 */
export async function changeUser(
  ctx: Ctx,
  id: number,
  version: number,
  input: UserUpdateInput,
): Promise<number | undefined> {
  const isManager = ctx.actor.kind === 'system' || ctx.actor.permissions.has('USER_MANAGE');
  const isOwnProfile = id === ctx.actor.userId && input.roles == null && input.status == null;
  if (!isManager && !isOwnProfile) refuse('NOT_ALLOWED');
  if (!isOwnProfile) requireStepUp(ctx);
  const { roles, ...others } = checkChange(input);
  await ctx.db.ids.ensure(5);
  const { keep, approvalId } = await ctx.db.transaction(async (trx) => {
    await lockAdministrators(trx);
    const user = await findUser(trx, id);
    if (!user) refuse('NOT_FOUND', ['id']);
    if (user.version !== version) refuse('STALE', ['version']);
    if (roles && user.roles.includes(PARTNERS_ROLE)) refuse('PARTNERS_PERSON', ['input', 'roles']);
    if (others.status === 'ACTIVE' && user.passwordHash === null) refuse('WRONG_STATE', ['input', 'status']);
    if (others.status === 'INVITED' && user.status !== 'INVITED') refuse('WRONG_STATE', ['input', 'status']);
    const asked = roles && (await askForRoles(trx, ctx, user, roles, input.reason));
    const change = roles && asked === undefined ? { ...others, roles } : others;
    return {
      approvalId: asked,
      keep: asked !== undefined && Object.keys(change).length === 0 ? () => {} : await saveUser(trx, ctx, user, change),
    };
  });
  keep();
  return approvalId;
}

/** What changes about a user, checked. */
export type UserChange = { name?: string; roles?: readonly Role[]; status?: UserStatus; locale?: Locale | null };

/**
 * Saves a change of a user in the caller's transaction, in which administrators are locked. Takes one key. Refuses
 * LAST_ADMINISTRATOR.
 *
 * @returns what is to be done after the commit
 */
export async function saveUser(trx: Trx, ctx: Ctx, user: UserRecord, change: UserChange): Promise<() => void> {
  await updateUser(trx, user.id, change);
  await refuseLastAdministrator(trx, user, change);
  await recordAudit(trx, ctx, {
    action: 'user.updated',
    objectType: 'user',
    objectId: user.id,
    fields: Object.keys(change),
  });
  return await endRights(trx, ctx, user, change);
}

function checkChange(input: UserUpdateInput): UserChange {
  const locale = LOCALES.find((one) => one === input.locale);
  if (input.locale && !locale) refuse('INVALID_CHOICE', ['input', 'locale']);
  return {
    ...(input.name == null ? {} : { name: checkName(input.name) }),
    ...(input.roles == null ? {} : { roles: checkRoles(input.roles) }),
    ...(input.status == null ? {} : { status: input.status }),
    ...(input.locale === undefined ? {} : { locale: locale ?? null }),
  };
}

async function endRights(trx: Trx, ctx: Ctx, before: UserRecord, change: UserChange): Promise<() => void> {
  if (isSuspension(before, change)) {
    await endLinksOf(trx, before.id, ctx.now());
    await endAccessOf(trx, before.id);
  } else if (hasOtherRoles(before, change)) {
    if (before.id === ctx.actor.userId) return await keepOwnSession(trx, ctx, before.id, ctx.actor.secondFactor);
    await endAccessOf(trx, before.id);
  }
  return () => {};
}

async function refuseLastAdministrator(trx: Trx, before: UserRecord, change: UserChange): Promise<void> {
  // Whoever does not manage users is not the last who does.
  if (!before.roles.includes('SECURITY_ADMIN')) return;
  if (!isSuspension(before, change) && !hasOtherRoles(before, change)) return;
  if ((await countActiveAdministrators(trx)) === 0) refuse('LAST_ADMINISTRATOR', ['input']);
}

function isSuspension(before: UserRecord, change: UserChange): boolean {
  return change.status === 'SUSPENDED' && before.status !== 'SUSPENDED';
}

function hasOtherRoles(before: UserRecord, change: UserChange): boolean {
  return change.roles !== undefined && change.roles.join() !== before.roles.join();
}
