import type { Services } from '../../platform/context/context.ts';
import type { Queryable, Trx } from '../../platform/database/tables.ts';
import { digestOf, newSecret } from './secret-token.ts';
import { countActiveAdministrators } from './user.repository.ts';

const VALID_MS = 3_600_000;

/** What a link is for. */
export type LinkPurpose = 'FIRST_ADMINISTRATOR' | 'INVITATION' | 'RESET';

/** A link that still works. */
export interface OpenLink {
  readonly id: number;
  readonly purpose: LinkPurpose;
  readonly userId: number;
  readonly expiresAt: number;
}

/** Makes a link that works once within an hour, and ends earlier ones for the same user. Takes one id. */
export async function makeLink(trx: Trx, services: Services, purpose: LinkPurpose, userId: number): Promise<string> {
  const { secret, digest } = newSecret();
  const now = services.now();
  await endLinksOf(trx, userId, now);
  await trx
    .insertInto('one_time_link')
    .values({
      id: services.db.ids.take(),
      token_hash: digest,
      purpose,
      user_id: userId,
      created_at: now,
      expires_at: now + VALID_MS,
      used_at: null,
    })
    .execute();
  return secret;
}

/** Ends all links of a user that were not used yet. */
export async function endLinksOf(trx: Trx, userId: number, now: number): Promise<void> {
  await trx
    .updateTable('one_time_link')
    .set({ expires_at: now })
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .execute();
}

/** The link with this token; undefined when it is unknown, used, out of time, or for a first administrator who exists. */
export async function findOpenLink(db: Queryable, services: Services, token: string): Promise<OpenLink | undefined> {
  const row = await db
    .selectFrom('one_time_link')
    .select(['id', 'purpose', 'user_id', 'expires_at'])
    .where('token_hash', '=', digestOf(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', services.now())
    .executeTakeFirst();
  if (!row) return undefined;
  const purpose = (['FIRST_ADMINISTRATOR', 'INVITATION', 'RESET'] as const).find((one) => one === row.purpose);
  if (!purpose) return undefined;
  if (purpose === 'FIRST_ADMINISTRATOR' && (await countActiveAdministrators(db)) > 0) return undefined;
  return { id: row.id, purpose, userId: row.user_id, expiresAt: row.expires_at };
}

/** Marks a link as used; false when somebody else was faster. */
export async function useLink(trx: Trx, id: number, now: number): Promise<boolean> {
  const result = await trx
    .updateTable('one_time_link')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Removes links that are over, a day after their end. */
export async function forgetOldLinks(trx: Trx, now: number): Promise<void> {
  await trx
    .deleteFrom('one_time_link')
    .where('expires_at', '<', now - 24 * VALID_MS)
    .execute();
}

/** The address a person opens. The token stands behind `#`, where neither logs nor other sites get to see it. */
export function linkAddress(baseUrl: string, token: string, purpose: LinkPurpose): string {
  return `${baseUrl}${purpose === 'FIRST_ADMINISTRATOR' ? '/first-run' : '/link'}#${token}`;
}

/** A token for the first administrator, or undefined when there is an administrator. Earlier ones end. */
export async function makeFirstAdministratorLink(services: Services): Promise<string | undefined> {
  if ((await countActiveAdministrators(services.db.read)) > 0) return undefined;
  await services.db.ids.ensure(1);
  return await services.db.transaction(async (trx) => await makeLink(trx, services, 'FIRST_ADMINISTRATOR', 0));
}
