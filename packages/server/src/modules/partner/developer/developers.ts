import type { Queryable } from '../../../platform/database/tables.ts';
import { type AppRow, findApp } from '../app/partner-apps.ts';

/** Who of a partner belongs to which of some apps. */
export async function listDevelopers(
  db: Queryable,
  appIds: readonly number[],
): Promise<{ app_id: number; user_id: number }[]> {
  return await db
    .selectFrom('partner_developer')
    .select(['app_id', 'user_id'])
    .where('app_id', 'in', [0, ...appIds])
    .orderBy('added_at')
    .orderBy('user_id')
    .execute();
}

/** The key of the app that somebody of a partner belongs to; undefined for everybody else. */
export async function appIdOf(db: Queryable, userId: number): Promise<number | undefined> {
  const row = await db
    .selectFrom('partner_developer')
    .select('app_id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.app_id;
}

/** The app that somebody of a partner belongs to; undefined for everybody else. */
export async function appOf(db: Queryable, userId: number): Promise<AppRow | undefined> {
  const appId = await appIdOf(db, userId);
  return appId === undefined ? undefined : await findApp(db, appId);
}
