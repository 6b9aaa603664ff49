import type { PartnerAppState, PartnerTermsState } from '@dossier/shared/partner';
import type { Selectable } from 'kysely';
import type { Queryable, Tables, Trx } from '../../../platform/database/tables.ts';
import { refuse } from '../../../platform/graphql/refused.ts';

/** An app as it is stored. */
export type AppRow = Omit<Selectable<Tables['partner_app']>, 'state'> & { readonly state: PartnerAppState };
/** Terms as they are stored. */
export type TermsRow = Omit<Selectable<Tables['partner_terms']>, 'state'> & { readonly state: PartnerTermsState };

/** All apps by name. */
export async function listApps(db: Queryable): Promise<AppRow[]> {
  // Only codes of the list are written.
  return (await db.selectFrom('partner_app').selectAll().orderBy('name').execute()) as AppRow[];
}

/** One app, or undefined. */
export async function findApp(db: Queryable, id: number): Promise<AppRow | undefined> {
  const row = await db.selectFrom('partner_app').selectAll().where('id', '=', id).executeTakeFirst();
  return row as AppRow | undefined;
}

/** Every version of the terms of some apps, the latest first. */
export async function listTerms(db: Queryable, appIds: readonly number[]): Promise<TermsRow[]> {
  const rows = await db
    .selectFrom('partner_terms')
    .selectAll()
    .where('app_id', 'in', [0, ...appIds])
    .orderBy('app_id')
    .orderBy('number', 'desc')
    .execute();
  return rows as TermsRow[];
}

/** One version of an app's terms; null stands for none. */
export async function findTerms(db: Queryable, appId: number, number: number | null): Promise<TermsRow | undefined> {
  if (number === null) return undefined;
  const row = await db
    .selectFrom('partner_terms')
    .selectAll()
    .where('app_id', '=', appId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row as TermsRow | undefined;
}

/** The app that a change is made on. Refuses NOT_FOUND, STALE, WRONG_STATE when it has ended. */
export async function appToChange(trx: Trx, id: number, version: number): Promise<AppRow> {
  const app = (await findApp(trx, id)) ?? refuse('NOT_FOUND', ['id']);
  if (app.version !== version) refuse('STALE', ['version']);
  return app.state === 'ENDED' ? refuse('WRONG_STATE', ['id']) : app;
}

/** Writes a change of an app that was read at a version. Refuses STALE when somebody else changed it meanwhile. */
export async function writeApp(trx: Trx, app: Pick<AppRow, 'id' | 'version'>, change: Partial<AppRow>): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('partner_app')
    .set({ ...change, version: app.version + 1 })
    .where('id', '=', app.id)
    .where('version', '=', app.version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) refuse('STALE', ['version']);
}
