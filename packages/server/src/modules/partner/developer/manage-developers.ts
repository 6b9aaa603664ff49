import { PARTNERS_ROLE } from '@dossier/shared/access';
import { PARTNER_LIMITS as LIMITS } from '@dossier/shared/partner';
import type { Ctx } from '../../../platform/context/context.ts';
import { lockRows } from '../../../platform/database/lock-rows.ts';
import type { Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';
import {
  checkEmail,
  checkName,
  findUser,
  findUserByEmail,
  insertUser,
  linkAddress,
  makeLink,
  requireStepUp,
  saveUser,
  takenEmail,
  updateUser,
} from '../../access/index.ts';
import { recordAudit } from '../../audit/index.ts';
import { findApp } from '../app/partner-apps.ts';
import { appIdOf, listDevelopers } from './developers.ts';

/** So many keys does taking away one person take. */
const KEYS_TO_REMOVE = 2;

/** Keys that taking everybody away from an app takes. */
export const KEYS_TO_REMOVE_ALL = KEYS_TO_REMOVE * LIMITS.developers;

/** Somebody of a partner. */
export interface NewDeveloper {
  readonly appId: number;
  readonly name: string;
  readonly email: string;
}

/**
 * Lets somebody of a partner sign in to the page of one app: makes a user, who can be nothing else, and a link (one hour, once)
 * with which they set their password. Who was such a person before and was taken away comes back, with their second factor.
 *
 * Refuses NOT_FOUND, WRONG_STATE for an app that has ended, TOO_MANY, REQUIRED, TOO_LONG, EMAIL_INVALID, and TAKEN for the
 * address of anybody else: staff, or people of another app.
 *
 * @throws STEP_UP_REQUIRED
 */
export async function inviteDeveloper(ctx: Ctx, input: NewDeveloper): Promise<{ userId: number; link: string }> {
  requireStepUp(ctx);
  const person = { name: checkName(input.name), email: checkEmail(input.email) };
  await ctx.db.ids.ensure(3);
  const fresh = ctx.db.ids.take();
  const { userId, token } = await ctx.db
    .transaction(async (trx) => {
      await lockRows(trx, 'partner_app', [input.appId]);
      const app = (await findApp(trx, input.appId)) ?? refuse('NOT_FOUND', ['input', 'appId']);
      if (app.state === 'ENDED') refuse('WRONG_STATE', ['input', 'appId']);
      if ((await listDevelopers(trx, [app.id])).length >= LIMITS.developers)
        refuse('TOO_MANY', ['input'], { max: LIMITS.developers });
      const before = await admit(trx, ctx, { id: fresh, ...person });
      await trx
        .insertInto('partner_developer')
        .values({ user_id: before, app_id: app.id, added_by: ctx.actor.userId, added_at: ctx.now() })
        .execute();
      await recordAudit(trx, ctx, {
        action: 'partnerDeveloper.added',
        objectType: 'partnerApp',
        objectId: app.id,
        detail: { user: before },
      });
      return { userId: before, token: await makeLink(trx, ctx, 'INVITATION', before) };
    })
    .catch(takenEmail);
  return { userId, link: linkAddress(ctx.client.baseUrl, token, 'INVITATION') };
}

/**
 * Takes somebody of a partner away from their app: they are suspended, and all their sessions end. It asks for no second proof, so
 * that nothing is in its way. Refuses NOT_FOUND.
 */
export async function removeDeveloper(ctx: Ctx, userId: number): Promise<void> {
  await ctx.db.ids.ensure(KEYS_TO_REMOVE);
  await ctx.db.transaction(async (trx) => {
    const appId = (await appIdOf(trx, userId)) ?? refuse('NOT_FOUND', ['id']);
    await remove(trx, ctx, appId, userId);
  });
}

/** Takes everybody away from an app that ends, in the caller's transaction. Takes {@link KEYS_TO_REMOVE_ALL} keys. */
export async function removeDevelopersOf(trx: Trx, ctx: Ctx, appId: number): Promise<void> {
  for (const { user_id: userId } of await listDevelopers(trx, [appId])) await remove(trx, ctx, appId, userId);
}

/** The key of the user that a person has from now on. */
async function admit(trx: Trx, ctx: Ctx, person: { id: number; name: string; email: string }): Promise<number> {
  const before = await findUserByEmail(trx, person.email);
  if (!before) {
    const user = { ...person, roles: [PARTNERS_ROLE], passwordHash: null, createdAt: ctx.now() };
    await insertUser(trx, { ...user, status: 'INVITED' });
    return person.id;
  }
  const isFree = before.roles.includes(PARTNERS_ROLE) && (await appIdOf(trx, before.id)) === undefined;
  if (!isFree) refuse('TAKEN', ['input', 'email']);
  // Until they have set a new password they cannot sign in.
  await updateUser(trx, before.id, { name: person.name, status: 'INVITED' });
  return before.id;
}

async function remove(trx: Trx, ctx: Ctx, appId: number, userId: number): Promise<void> {
  await lockRows(trx, 'staff_user', [userId]);
  const user = await findUser(trx, userId);
  await trx.deleteFrom('partner_developer').where('user_id', '=', userId).execute();
  if (user && user.status !== 'SUSPENDED') await saveUser(trx, ctx, user, { status: 'SUSPENDED' });
  await recordAudit(trx, ctx, {
    action: 'partnerDeveloper.removed',
    objectType: 'partnerApp',
    objectId: appId,
    detail: { user: userId },
  });
}
