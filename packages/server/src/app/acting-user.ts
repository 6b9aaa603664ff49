import type { Locale } from '@dossier/shared/error';
import { findUser, presentGrants } from '../modules/access/index.ts';
import { type Actor, SYSTEM } from '../platform/context/actor.ts';
import type { Services } from '../platform/context/context.ts';

/**
 * Who a user is now, for work done on their behalf: their present rights count, not those they had when they asked.
 * Undefined when they may no longer act. 0 is the system.
 */
export async function actingUser(
  services: Services,
  userId: number,
): Promise<{ actor: Actor; locale: Locale } | undefined> {
  const { defaultLocale } = await services.settings();
  if (userId === 0) return { actor: SYSTEM, locale: defaultLocale };
  const user = await findUser(services.db.read, userId);
  if (user?.status !== 'ACTIVE') return undefined;
  const grants = await presentGrants(services.db, userId, user.roles);
  const actor: Actor = {
    kind: 'user',
    userId,
    name: user.name,
    permissions: grants.permissions,
    grants,
    sessionId: undefined,
    tokenId: undefined,
    secondFactor: true,
    provedAt: 0,
  };
  return { actor, locale: user.locale ?? defaultLocale };
}
