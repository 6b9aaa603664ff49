import type { Role } from '@dossier/shared/access';
import { z } from 'zod';
import type { Ctx } from '../../platform/context/context.ts';
import type { Trx } from '../../platform/database/tables.ts';
import { isDuplicateKey } from '../../platform/database/engine-errors.ts';
import { refuse } from '../../platform/graphql/refused.ts';
import { recordAudit } from '../audit/index.ts';
import { findOpenLink, type OpenLink, useLink } from './one-time-link.ts';
import { hashPassword } from './password-hash.ts';
import { passwordProblem, SHORTEST_PASSWORD } from './password-policy.ts';
import { beginSession, endSessionsOf } from './session.repository.ts';
import {
  countActiveAdministrators,
  findUser,
  foldEmail,
  insertUser,
  lockAdministrators,
  noteSignIn,
  updateUser,
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
 * Sets a password by a one-time link, ends all other sessions of the user, and signs them in. The first administrator is
 * created here; an invited user becomes active.
 *
 * Refuses LINK_EXPIRED for a link that is used, unknown or out of time; PASSWORD_TOO_WEAK, TOO_LONG, REQUIRED, INVALID.
 */
export async function setPassword(ctx: Ctx, input: PasswordSetInput): Promise<{ userId: number; sessionId: number }> {
  const link = await findOpenLink(ctx.db.read, ctx, input.token);
  if (!link) refuse('LINK_EXPIRED', ['input', 'token']);
  const person = await personBehind(ctx, link, input);
  const problem = passwordProblem(input.password, [person.name, person.email]);
  if (problem === 'TOO_LONG') refuse('TOO_LONG', ['input', 'password'], { max: 128 });
  if (problem) refuse('PASSWORD_TOO_WEAK', ['input', 'password'], { min: SHORTEST_PASSWORD });
  const passwordHash = await hashPassword(ctx, input.password);

  await ctx.db.ids.ensure(3);
  const session = await ctx.db.transaction(async (trx) => {
    if (!(await useLink(trx, link.id, ctx.now()))) refuse('LINK_EXPIRED', ['input', 'token']);
    const userId = await takeEffect(trx, ctx, link, { ...person, passwordHash });
    await endSessionsOf(trx, userId);
    const begun = await beginSession(trx, ctx, userId);
    await noteSignIn(trx, userId, ctx.now());
    const actor = { ...ctx.actor, kind: 'user' as const, userId, name: person.name };
    await recordAudit(
      trx,
      { ...ctx, actor },
      { action: 'user.passwordSet', objectType: 'user', objectId: userId, reason: link.purpose },
    );
    return { ...begun, userId };
  });
  ctx.client.keepSession(session.token, session.until);
  return { userId: session.userId, sessionId: session.id };
}

async function personBehind(
  ctx: Ctx,
  link: OpenLink,
  input: PasswordSetInput,
): Promise<{ name: string; email: string }> {
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
  return { name, email };
}

async function takeEffect(
  trx: Trx,
  ctx: Ctx,
  link: OpenLink,
  person: { name: string; email: string; passwordHash: string },
): Promise<number> {
  if (link.purpose !== 'FIRST_ADMINISTRATOR') {
    await updateUser(trx, link.userId, { passwordHash: person.passwordHash, status: 'ACTIVE' });
    return link.userId;
  }
  await lockAdministrators(trx);
  if ((await countActiveAdministrators(trx)) > 0) refuse('LINK_EXPIRED', ['input', 'token']);
  const id = ctx.db.ids.take();
  await insertUser(trx, {
    ...person,
    id,
    roles: FIRST_ADMINISTRATOR_ROLES,
    status: 'ACTIVE',
    createdAt: ctx.now(),
  }).catch((error: unknown) => {
    if (isDuplicateKey(error)) refuse('TAKEN', ['input', 'email']);
    throw error;
  });
  return id;
}
