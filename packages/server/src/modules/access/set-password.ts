import type { Role } from '@dossier/shared/access';
import { z } from 'zod';
import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { takenEmail } from './check-user.ts';
import { endAccessOf } from './end-access.ts';
import { findOpenLink, type OpenLink, useLink } from './one-time-link.ts';
import { hashPassword } from './password-hash.ts';
import { refuseBadPassword } from './password-policy.ts';
import { letIn, type SignedIn } from './sign-in.ts';
import {
  countActiveAdministrators,
  findUser,
  foldEmail,
  insertUser,
  lockAdministrators,
  updateUser,
  type UserRecord,
} from './user.repository.ts';

const LONGEST_NAME = 120;
/** Whoever installs it alone needs all of it; with more people, the roles are shared out. */
const FIRST_ADMINISTRATOR_ROLES: readonly Role[] = ['SECURITY_ADMIN', 'DATA_STEWARD', 'MANAGER'];

/** What the holder of a link sets. `name` and `email` are the first administrator's. */
export interface PasswordSetInput {
  readonly token: string;
  readonly password: string;
  readonly name?: string | null;
  readonly email?: string | null;
}

/**
 * Sets a password by a one-time link, ends all other sessions of the user, and signs them in as {@link signIn} does: who has a
 * second factor still has to show it. The first administrator is created here; an invited user becomes active.
 *
 * Refuses LINK_EXPIRED for a link that is used, unknown or out of time; PASSWORD_TOO_WEAK, PASSWORD_BREACHED, TOO_LONG, REQUIRED, INVALID.
 */
export async function setPassword(ctx: Ctx, input: PasswordSetInput): Promise<SignedIn> {
  const link = await findOpenLink(ctx.db.read, ctx, input.token);
  if (!link) refuse('LINK_EXPIRED', ['input', 'token']);
  const person = await personBehind(ctx, link, input);
  await refuseBadPassword(ctx, input.password, person);
  const passwordHash = await hashPassword(ctx, input.password);

  await ctx.db.ids.ensure(5);
  const userId = link.purpose === 'FIRST_ADMINISTRATOR' ? ctx.db.ids.take() : link.userId;
  return await letIn(ctx, { ...person, id: userId }, async (trx) => {
    if (!(await useLink(trx, link.id, ctx.now()))) refuse('LINK_EXPIRED', ['input', 'token']);
    await takeEffect(trx, ctx, link, { ...person, id: userId, passwordHash });
    await endAccessOf(trx, userId);
    const actor = { ...ctx.actor, kind: 'user' as const, userId, name: person.name };
    await recordAudit(
      trx,
      { ...ctx, actor },
      { action: 'user.passwordSet', objectType: 'user', objectId: userId, reason: link.purpose },
    );
  });
}

async function personBehind(
  ctx: Ctx,
  link: OpenLink,
  input: PasswordSetInput,
): Promise<Pick<UserRecord, 'name' | 'email' | 'secondFactorSince'>> {
  if (link.purpose !== 'FIRST_ADMINISTRATOR') {
    const user = await findUser(ctx.db.read, link.userId);
    if (!user || user.status === 'SUSPENDED') refuse('LINK_EXPIRED', ['input', 'token']);
    return user;
  }
  const name = input.name?.trim();
  const email = foldEmail(input.email ?? '');
  if (!name) refuse('REQUIRED', ['input', 'name']);
  if (name.length > LONGEST_NAME) refuse('TOO_LONG', ['input', 'name'], { max: LONGEST_NAME });
  if (!email) refuse('REQUIRED', ['input', 'email']);
  if (!z.email().max(254).safeParse(email).success) refuse('EMAIL_INVALID', ['input', 'email']);
  return { name, email, secondFactorSince: null };
}

async function takeEffect(
  trx: Trx,
  ctx: Ctx,
  link: OpenLink,
  person: { id: number; name: string; email: string; passwordHash: string },
): Promise<void> {
  if (link.purpose !== 'FIRST_ADMINISTRATOR') {
    await updateUser(trx, link.userId, { passwordHash: person.passwordHash, status: 'ACTIVE' });
    return;
  }
  await lockAdministrators(trx);
  if ((await countActiveAdministrators(trx)) > 0) refuse('LINK_EXPIRED', ['input', 'token']);
  await insertUser(trx, { ...person, roles: FIRST_ADMINISTRATOR_ROLES, status: 'ACTIVE', createdAt: ctx.now() }).catch(
    takenEmail,
  );
}
